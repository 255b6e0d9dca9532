import { expect, test } from "vitest";
import { explainFailure } from "@/lib/channels/explain";
import { explainErrcode } from "@/lib/wechat/errcodes";

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

test.each([
	["busy", -1, "微信繁忙", "正在自动重试"],
	["a dead token", 40001, "渠道凭据失效", "修复后自动发送"],
	["configuration", 40125, "AppSecret 无效", "修复后自动发送"],
	["the minute's limit", 45011, "太频繁", "下一分钟"],
	["the day's quota", 45009, "今日调用次数", "零点"],
	["a code nobody has heard of", 99999, "99999", "修复后自动发送"],
] as const)(
	"what waits because of %s is not called undelivered, and leaves by itself",
	(_name, errcode, why, step) => {
		const { explanation, nextStep, retryable } = explain("queued", errcode);
		expect(explanation.zh).toMatch(/^等待发送 · /);
		expect(explanation.zh).toContain(why);
		expect(explanation.en).toMatch(/^Waiting to be sent: /);
		expect(nextStep.zh).toContain(step);
		expect(nextStep.en).not.toBe("");
		expect(retryable).toBe(true);
	},
);

/** One code of every class; what a class means for the screen must not change unseen. */
const CLASSES = [
	["busy", -1, true],
	["token", 42001, true],
	["window", 45015, false],
	["quota", 45047, false],
	["rate", 45011, true],
	["daily_quota", 45009, true],
	["media", 40007, true],
	["content", 45002, false],
	["customer", 48002, false],
	["configuration", 48001, true],
	["bug", 40035, false],
] as const;

test.each(CLASSES)("a reply that failed with a code of class %s (%i)", (kind, errcode, retryable) => {
	expect(explainErrcode(errcode).class).toBe(kind);
	const { explanation, nextStep, ...rest } = explain("failed", errcode);
	expect(rest).toEqual({ errcode, retryable });
	expect(explanation.zh).toMatch(/^未送达 · ./);
	expect(explanation.en).toMatch(/^Not delivered: ./);
	for (const text of [nextStep.zh, nextStep.en]) expect(text).not.toBe("");
});

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
