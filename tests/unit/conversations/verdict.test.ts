import { expect, test } from "vitest";
import { freshGrantDelayMs, retryDelayMs } from "@/lib/conversations/retry-delay";
import { toVerdict } from "@/lib/conversations/verdict";

const HOUR_MS = 3_600_000;
const old = (attempts: number) => ({ attempts, grantAgeMs: HOUR_MS });
const fresh = (attempts: number) => ({ attempts, grantAgeMs: 1500 });

test("accepted is green only by WeChat's own 0; a lost answer is unknown and is not tried again", () => {
	expect(toVerdict({ outcome: "accepted" }, old(1))).toEqual({
		status: "accepted",
		errcode: 0,
		errmsg: null,
		retryInMs: null,
	});
	for (const tried of [old(1), fresh(1)]) {
		expect(toVerdict({ outcome: "unknown", errmsg: "reset" }, tried)).toMatchObject({
			status: "unknown",
			retryInMs: null,
		});
	}
});

test("a refusal fails at once, whatever try it was and however fresh the grant", () => {
	for (const tried of [old(1), old(2), old(9), fresh(1)]) {
		expect(toVerdict({ outcome: "refused", errcode: 45002, errmsg: "x" }, tried)).toMatchObject({
			status: "failed",
			errcode: 45002,
			retryInMs: null,
		});
	}
});

test("busy waits longer each time and fails after the fourth try", () => {
	const busy = { outcome: "busy", errcode: -1, errmsg: "busy" } as const;
	const waits = [1, 2, 3, 4, 5].map((attempts) => toVerdict(busy, old(attempts)));
	expect(waits.map(({ status }) => status)).toEqual(["queued", "queued", "queued", "failed", "failed"]);
	const [one = 0, two = 0, three = 0] = waits.map(({ retryInMs }) => retryInMs ?? 0);
	expect(one > 0 && two > one && three > two).toBe(true);
	expect(retryDelayMs(4)).toBeNull();
});

test.each([45047, 45015])(
	"%i right after the customer's act is tried twice more within 2 s, without a word to the agent",
	(errcode) => {
		const refused = { outcome: "refused", errcode, errmsg: "x", why: "window" } as const;
		const verdicts = [1, 2, 3].map((attempts) => toVerdict(refused, fresh(attempts)));
		expect(verdicts.map(({ status }) => status)).toEqual(["queued", "queued", "failed"]);
		expect(verdicts.map((verdict) => verdict.errcode)).toEqual([null, null, errcode]);
		const waits = verdicts.map(({ retryInMs }) => retryInMs ?? 0);
		expect(waits[0]).toBeGreaterThanOrEqual(500);
		expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(2000);
	},
);

test("45047 or 45015 about a grant that is not fresh is WeChat's last word", () => {
	expect(freshGrantDelayMs(1, 10_000)).toBeNull();
	const refused = { outcome: "refused", errcode: 45047, errmsg: "x", why: "window" } as const;
	expect(toVerdict(refused, old(1))).toMatchObject({ status: "failed", errcode: 45047 });
});

test("what a paused channel has to say waits, with its code, and the try does not count", () => {
	const paused = {
		outcome: "paused",
		pause: "back_off",
		alarm: "credential",
		errcode: 40125,
		errmsg: "invalid appsecret",
	} as const;
	for (const tried of [old(1), old(9)]) {
		expect(toVerdict(paused, tried)).toEqual({
			status: "queued",
			errcode: 40125,
			errmsg: "invalid appsecret",
			retryInMs: null,
		});
	}
});
