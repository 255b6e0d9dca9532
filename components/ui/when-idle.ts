"use client";

/** Runs it when the browser has nothing better to do; returns how to let it be. */
export function whenIdle(run: () => void): () => void {
	// Safari does not tell when it is idle.
	if (!window.requestIdleCallback) {
		const timer = setTimeout(run, 2000);
		return () => clearTimeout(timer);
	}
	const id = window.requestIdleCallback(run, { timeout: 5000 });
	return () => window.cancelIdleCallback(id);
}
