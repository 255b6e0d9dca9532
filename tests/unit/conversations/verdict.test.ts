import { expect, test } from "vitest";
import { toVerdict } from "@/lib/conversations/deliver";
import { retryDelayMs } from "@/lib/conversations/retry-delay";

test("accepted is green only by WeChat's own 0; a lost answer is unknown and is not tried again", () => {
	expect(toVerdict({ outcome: "accepted" }, 1)).toEqual({
		status: "accepted",
		errcode: 0,
		errmsg: null,
		retryInMs: null,
	});
	expect(toVerdict({ outcome: "unknown", errmsg: "reset" }, 1)).toMatchObject({
		status: "unknown",
		retryInMs: null,
	});
});

test("a refusal fails at once, whatever try it was", () => {
	for (const attempts of [1, 2, 9]) {
		expect(toVerdict({ outcome: "refused", errcode: 45047, errmsg: "x" }, attempts)).toMatchObject({
			status: "failed",
			errcode: 45047,
			retryInMs: null,
		});
	}
});

test("busy waits longer each time and fails after the fourth try", () => {
	const busy = { outcome: "busy", errcode: -1, errmsg: "busy" } as const;
	const waits = [1, 2, 3, 4, 5].map((attempts) => toVerdict(busy, attempts));
	expect(waits.map(({ status }) => status)).toEqual(["queued", "queued", "queued", "failed", "failed"]);
	const [one = 0, two = 0, three = 0] = waits.map(({ retryInMs }) => retryInMs ?? 0);
	expect(one > 0 && two > one && three > two).toBe(true);
	expect(retryDelayMs(4)).toBeNull();
});
