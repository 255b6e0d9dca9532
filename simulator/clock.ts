/** The virtual clock: real time plus an offset. Windows, expiries, quotas and timestamps read it; socket timeouts do not. */
export interface Clock {
	/** Virtual milliseconds since 1970. */
	now(): number;
	/** Virtual Unix seconds, rounded down. */
	seconds(): number;
	advance(seconds: number): void;
	setTo(unixSeconds: number): void;
	offsetMs(): number;
	reset(): void;
}

export function createClock(): Clock {
	let offsetMs = 0;
	const now = () => Date.now() + offsetMs;
	return {
		now,
		seconds: () => Math.floor(now() / 1000),
		advance: (seconds) => {
			offsetMs += Math.round(seconds * 1000);
		},
		setTo: (unixSeconds) => {
			offsetMs = Math.round(unixSeconds * 1000) - Date.now();
		},
		offsetMs: () => offsetMs,
		reset: () => {
			offsetMs = 0;
		},
	};
}
