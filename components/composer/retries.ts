import { SECOND_MS } from "@/lib/time";

export interface Retries {
	/** Has this tried again after a pause, twice as long as the one before. */
	later: (key: string) => void;
	/** It is being tried: what `later` planned falls away. */
	trying: (key: string) => void;
	/** It is decided: the next pause is a short one again. */
	decided: (key: string) => void;
	/** Nothing is tried again that is not asked for anew. */
	stop: () => void;
}

const FIRST_PAUSE_MS = 3 * SECOND_MS;
const LONGEST_PAUSE_MS = 30 * SECOND_MS;

/** Plans further tries of what failed on the way, one timer for each key that waits. */
export function createRetries(tryAgain: (key: string) => void): Retries {
	const timers = new Map<string, ReturnType<typeof setTimeout>>();
	const pauses = new Map<string, number>();

	function trying(key: string): void {
		clearTimeout(timers.get(key));
		timers.delete(key);
	}

	return {
		later: (key) => {
			const pauseMs = pauses.get(key) ?? FIRST_PAUSE_MS;
			pauses.set(key, Math.min(2 * pauseMs, LONGEST_PAUSE_MS));
			trying(key);
			timers.set(
				key,
				setTimeout(() => {
					timers.delete(key);
					tryAgain(key);
				}, pauseMs),
			);
		},
		trying,
		decided: (key) => {
			trying(key);
			pauses.delete(key);
		},
		stop: () => {
			for (const key of timers.keys()) trying(key);
			pauses.clear();
		},
	};
}
