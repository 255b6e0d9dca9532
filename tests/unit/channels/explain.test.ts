import { expect, test } from "vitest";
import { explainFailure } from "@/lib/channels/explain";

const explain = (status: string, errcode: number | null, errmsg: string | null = null) =>
	explainFailure({ status, errcode, errmsg });

test.each([
	["45047", 45047, null, false, "条数已用完"],
	["45015", 45015, null, false, "超出回复时间"],
	["40003", 40003, null, false, "客户"],
	["-1", -1, null, true, "繁忙"],
	["40001", 40001, null, true, "凭据"],
	["our ledger: the count", null, "quota_used_up", false, "条数已用完"],
	["our ledger: the window", null, "window_closed", false, "超出回复时间"],
	["no answer at all", null, "connection lost", true, "连不上微信"],
] as const)(
	"%s is told with words and a next step in both languages",
	(_name, errcode, errmsg, retryable, words) => {
		const failure = explain("failed", errcode, errmsg);
		expect(failure).toMatchObject({ errcode, retryable });
		expect(failure.explanation.zh).toContain(words);
		for (const text of [failure.explanation.en, failure.nextStep.zh, failure.nextStep.en])
			expect(text).not.toBe("");
	},
);

test("a code nobody has heard of is shown with WeChat's own words, and may be tried again", () => {
	expect(explain("failed", 99999, "something new rid: 1-2-3")).toMatchObject({
		errcode: 99999,
		explanation: { zh: "未送达 · 微信返回 99999 something new" },
		retryable: true,
	});
});

test("unknown is called unknown, whatever was noted with it", () => {
	expect(explain("unknown", null, "connection reset")).toMatchObject({
		errcode: null,
		explanation: { zh: expect.stringContaining("结果未知") },
		retryable: true,
	});
});

test("40164 names the address to allow", () => {
	const failure = explain("failed", 40164, "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist");
	expect(failure.nextStep.zh).toContain("1.2.3.4");
});
