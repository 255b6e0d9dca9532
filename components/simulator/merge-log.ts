import type { LogEntry } from "./simulator-wire";

/** Entries kept, and asked for at most. */
export const LOG_SIZE = 200;

/**
 * Puts what is new behind what is known. The answer must begin with the last known entry, which was asked for again: it is
 * the proof that nothing is missing. Null when it does not (cleared, restarted, or more than one answer holds): ask for all.
 */
export function mergeLog(known: LogEntry[], answer: LogEntry[]): LogEntry[] | null {
	const last = known.at(-1);
	if (!last) return answer;
	if (answer[0]?.id !== last.id) return null;
	// The very same list when nothing is new, so that nothing is drawn again.
	return answer.length === 1 ? known : [...known, ...answer.slice(1)].slice(-LOG_SIZE);
}
