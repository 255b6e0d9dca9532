/**
 * Runs `task` when called, one run at a time. Calls during a run lead to exactly one more run after it,
 * which sees everything that happened before those calls.
 */
export function coalesce(task: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | null = null;
	let again = false;
	async function run(): Promise<void> {
		try {
			do {
				again = false;
				await task();
			} while (again);
		} finally {
			running = null;
		}
	}
	return () => {
		again = true;
		running ??= run();
		return running;
	};
}

/** Runs `task` at once, and at most once more at the end of each `pauseMs` in which it was called again. */
export function throttle(task: () => void, pauseMs: number): () => void {
	let pausing = false;
	let pending = false;
	const run = () => {
		pending = false;
		pausing = true;
		task();
		setTimeout(() => {
			pausing = false;
			if (pending) run();
		}, pauseMs);
	};
	return () => {
		if (pausing) pending = true;
		else run();
	};
}
