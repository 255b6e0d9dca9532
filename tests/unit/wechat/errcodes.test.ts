import { expect, test } from "vitest";
import { ERRCODES, explainErrcode } from "@/lib/wechat/errcodes";

/** Every code of "Return codes" that the protocol reference lists for messages, tokens and media; 0 is success. */
const LISTED = [
	-1, 40001, 40014, 42001, 41001, 40002, 40003, 40004, 40007, 40008, 40013, 40033, 40097, 40035, 40101, 40125,
	40164, 40200, 40243, 41004, 41002, 41005, 44001, 41006, 41030, 43002, 43003, 44002, 44004, 45001, 40006,
	40009, 40137, 45002, 45003, 45004, 45005, 45006, 45008, 45009, 45011, 45015, 45047, 45072, 45080, 45081,
	45162, 46001, 47001, 48001, 48002, 48004, 48006, 48008, 50001, 50002, 50004, 50007, 61007, 65400, 70000,
	87014, 89503, 89506, 89507,
];

test("every listed code is explained once, and none that is not listed", () => {
	expect(Object.keys(ERRCODES).map(Number).sort()).toEqual([...new Set(LISTED)].map(Number).sort());
	expect(Object.keys(ERRCODES)).toHaveLength(LISTED.length);
});

test.each(Object.entries(ERRCODES))("%s has a text and a next step in both languages", (_, explanation) => {
	const { zh, en, nextStepZh, nextStepEn } = explanation;
	for (const text of [zh, nextStepZh]) expect(text).toMatch(/\p{Script=Han}/u);
	for (const text of [en, nextStepEn]) expect(text).toMatch(/^[A-Z][\x20-\x7e]+$/);
	// The tone of the house: no exclamation marks, no full stop at the end.
	for (const text of [zh, en, nextStepZh, nextStepEn]) expect(text).not.toMatch(/[!！]|[.。]$/);
	// A blank stands between Han characters and digits or Latin letters.
	for (const text of [zh, nextStepZh])
		expect(text).not.toMatch(/\p{Script=Han}[0-9A-Za-z]|[0-9A-Za-z]\p{Script=Han}/u);
});

test.each([
	[-1, "busy"],
	[40001, "token"],
	[40014, "token"],
	[42001, "token"],
	[45015, "window"],
	[45047, "quota"],
	[45011, "rate"],
	[45009, "daily_quota"],
	[40007, "media"],
	[45002, "content"],
	[40003, "customer"],
	[40164, "configuration"],
	[48001, "configuration"],
	[45081, "typing"],
	[47001, "bug"],
])("%d is of class %s", (errcode, errcodeClass) => {
	expect(explainErrcode(errcode).class).toBe(errcodeClass);
});

test.each([
	[45047, "未送达 · 条数已用完。客户上次发言后已回复 5 条", "客户再发一条消息，额度恢复为 5 条"],
	[45015, "未送达 · 超出回复时间。客户上次发言已超过 48 小时", "只能等客户再次发消息"],
	[40001, "未送达 · 渠道凭据失效", "已通知管理员，修复后自动重发"],
	[40003, "未送达 · 找不到这位客户。openid 不属于此小程序", undefined],
	[48001, "未送达 · 小程序没有客服消息权限", undefined],
	[45009, "未送达 · 今日调用次数已用完", "到零点后自动重发"],
])("%d says what the design says", (errcode, zh, nextStepZh) => {
	const explanation = explainErrcode(errcode);
	expect(explanation.zh).toBe(zh);
	if (nextStepZh !== undefined) expect(explanation.nextStepZh).toBe(nextStepZh);
});

test.each([
	[
		"invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 63d87e8c-1a2b3c4d-0e0f1011",
		"203.0.113.7",
	],
	["invalid ip 2001:db8::7, not in whitelist", "2001:db8::7"],
])("40164 names the address of %j", (errmsg, address) => {
	const { zh, en, nextStepZh, nextStepEn } = explainErrcode(40164, errmsg);
	expect(zh).toBe(`未送达 · 服务器 IP ${address} 不在白名单`);
	for (const text of [en, nextStepZh, nextStepEn]) expect(text).toContain(address);
});

test("40164 is explained without an address too", () => {
	expect(explainErrcode(40164, "not in whitelist").zh).toBe("未送达 · 服务器 IP 不在白名单");
	expect(explainErrcode(40164)).toEqual(ERRCODES[40164]);
});

test.each([
	["some new error rid: 63d87e8c-1a2b3c4d-0e0f1011", "99999 some new error"],
	["some new error, hint: [Ab_1 x] rid: 63d87e8c-1a2b3c4d-0e0f1011 ", "99999 some new error"],
	["", "99999"],
])("an unknown code is shown with WeChat's text, without its traces: %j", (errmsg, said) => {
	expect(explainErrcode(99999, errmsg)).toMatchObject({
		class: "unknown",
		zh: `未送达 · 微信返回 ${said}`,
		en: `Not delivered: ${said}`,
	});
});

test("an endless text of WeChat is cut", () => {
	expect(explainErrcode(99999, "x".repeat(5000)).zh.length).toBeLessThan(300);
});

test("a number that is a property of every object is an unknown code", () => {
	expect(explainErrcode(Number.NaN).class).toBe("unknown");
	expect(explainErrcode(0).class).toBe("unknown");
});
