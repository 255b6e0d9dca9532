/** Lengths of time and the two instants WeChat and we exchange. Client-safe. */
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The instant of a WeChat `CreateTime` (Unix seconds). */
export const fromUnixSeconds = (seconds: number): Date => new Date(seconds * SECOND_MS);

/** Unix seconds, rounded down, as WeChat writes them. */
export const toUnixSeconds = (at: Date): number => Math.floor(at.getTime() / SECOND_MS);

/** Resolves after `delayMs`. */
export const sleep = (delayMs: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, delayMs));
