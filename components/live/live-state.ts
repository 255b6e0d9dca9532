/**
 * How fresh the screen is. `polling`: the stream is dead but questions are answered; `offline`: not even those.
 */
export type LiveStatus = "connecting" | "live" | "polling" | "offline";

export interface LiveState {
	/** Null until the first sign of life, or until it has been waited for long enough. */
	streamAlive: boolean | null;
	/** Whether the last question was answered. */
	reachable: boolean;
	/** When the screen was last known to be complete, in ms of the server's clock. */
	syncedAt: number | null;
}

export const liveStatus = ({ streamAlive, reachable }: LiveState): LiveStatus => {
	if (!reachable) return "offline";
	if (streamAlive === null) return "connecting";
	return streamAlive ? "live" : "polling";
};

/** True while the screen must ask by itself. */
export const mustPoll = (state: LiveState): boolean => {
	const status = liveStatus(state);
	return status === "polling" || status === "offline";
};
