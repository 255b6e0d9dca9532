import { expect, test } from "vitest";
import { afterAsking, askDelayMs, liveStatus, mustPoll, newLiveState } from "@/components/live/live-state";

const SECOND_MS = 1000;
const NEW = newLiveState(0);

test("a screen without an answer asks ever later, but no later than every 8 s, and at once as before after an answer", () => {
	let state = NEW;
	const delays = Array.from({ length: 9 }, () => {
		state = afterAsking(state, false);
		return askDelayMs(state) / SECOND_MS;
	});
	expect(delays).toEqual([3, 4, 5, 6, 7, 8, 8, 8, 8]);
	expect([liveStatus(state), state.asked]).toEqual(["offline", 9]);
	state = afterAsking({ ...state, streamAlive: false }, true);
	expect([liveStatus(state), mustPoll(state), askDelayMs(state)]).toEqual(["polling", true, 3 * SECOND_MS]);
});

test("whoever hears the stream asks when told to, and now and then in case that was lost", () => {
	const state = afterAsking({ ...NEW, streamAlive: true }, true);
	expect([liveStatus(state), mustPoll(state), askDelayMs(state)]).toEqual(["live", false, 30 * SECOND_MS]);
	expect(liveStatus(NEW)).toBe("connecting");
});
