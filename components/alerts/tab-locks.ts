"use client";

/**
 * What one tab does for all of this browser, and what the others must know of it. A lock ends with its tab, whatever ends
 * the tab. Without locks (plain http) every tab speaks for itself.
 */
const hasLocks = (): boolean => typeof navigator !== "undefined" && "locks" in navigator;

/** What this tab would hold. */
const own = new Set<string>();

/** Some tab is in sight. */
export const IN_SIGHT = "kefu-in-sight";
/** Some tab shows this conversation and has the focus. */
export const readingLock = (conversationId: string): string => `kefu-reading:${conversationId}`;

/** Holds a lock together with other tabs. Returns how to let go. */
export const holdShared = (name: string): (() => void) => hold(name, "shared", () => undefined);

/** Waits to be the one tab that does something; `onLead` is called when it is. Returns how to step back. */
export const lead = (name: string, onLead: () => void): (() => void) => hold(name, "exclusive", onLead);

function hold(name: string, mode: LockMode, onHeld: () => void): () => void {
	if (!hasLocks()) {
		own.add(name);
		onHeld();
		return () => own.delete(name);
	}
	const ended = new AbortController();
	const held = () =>
		new Promise<void>((resolve) => {
			// The lock may be granted in the very moment it is given up.
			if (ended.signal.aborted) return resolve();
			onHeld();
			ended.signal.addEventListener("abort", () => resolve());
		});
	navigator.locks.request(name, { mode, signal: ended.signal }, held).catch(() => {
		// Given up while it was waited for.
	});
	return () => ended.abort();
}

/** Names of the locks that any tab holds. */
export async function heldLocks(): Promise<Set<string>> {
	if (!hasLocks()) return new Set(own);
	const { held = [] } = await navigator.locks.query();
	return new Set(held.flatMap(({ name }) => name ?? []));
}
