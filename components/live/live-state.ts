import { SECOND_MS } from "@/lib/time";

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
	syncedAt: number;
	/** How many questions in a row were not answered. */
	misses: number;
	/** How many questions were asked, answered or not. */
	asked: number;
}

/** Of a page that was drawn just `now`: complete, and without a sign of life yet. */
export const newLiveState = (now: number): LiveState => ({
	streamAlive: null,
	reachable: true,
	syncedAt: now,
	misses: 0,
	asked: 0,
});

/** A question was answered, or was not. */
export const afterAsking = (known: LiveState, reachable: boolean): LiveState => ({
	...known,
	reachable,
	misses: reachable ? 0 : known.misses + 1,
	asked: known.asked + 1,
});

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

const POLL_MS = 3 * SECOND_MS;
const RETRY_MAX_MS = 8 * SECOND_MS;

/** A wake-up is a hint and may be lost: whoever hears the stream looks for themselves, too. */
const LIVE_LOOK_MS = 30 * SECOND_MS;

/** How long a screen waits until it asks by itself: where it must, a second more for each miss after the first. */
export const askDelayMs = (state: LiveState): number =>
	mustPoll(state)
		? Math.min(POLL_MS + Math.max(0, state.misses - 1) * SECOND_MS, RETRY_MAX_MS)
		: LIVE_LOOK_MS;
