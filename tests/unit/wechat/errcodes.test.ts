import { expect, test } from "vitest";
import { CODES } from "@/lib/wechat/errcode-texts";
import { ERRCODES, explainErrcode, reactionOf } from "@/lib/wechat/errcodes";
import { ERRCODE_TABLE } from "@/tests/unit/wechat/errcode-table";

test("every listed code is explained, and none that is not listed", () => {
	const listed = ERRCODE_TABLE.map(([errcode]) => errcode);
	expect(Object.keys(ERRCODES).map(Number).sort()).toEqual(listed.sort());
	expect(CODES).toHaveLength(listed.length);
});

test.each(ERRCODE_TABLE)(
	"%d is of class %s and answered with %s: %s",
	(errcode, errcodeClass, reaction, zh, en, [nextStepZh, nextStepEn]) => {
		const isSending = errcodeClass !== "typing";
		expect(explainErrcode(errcode)).toEqual({
			class: errcodeClass,
			zh: isSending ? `未送达 · ${zh}` : zh,
			en: isSending ? `Not delivered: ${en}` : en,
			nextStepZh,
			nextStepEn,
		});
		expect(reactionOf(errcode)).toBe(reaction);
	},
);

test.each(ERRCODE_TABLE)("%d on the typing sign never holds up a message", (errcode, _class, reaction) => {
	const disabling = [40200, 48001, 48008];
	const harmless = reaction === "refresh_token" ? reaction : "none";
	expect(reactionOf(errcode, "typing")).toBe(disabling.includes(errcode) ? "disable_typing" : harmless);
});

test.each([0, 99999, Number.NaN, 1.5])("the unknown code %d is left to people", (errcode) => {
	expect(reactionOf(errcode)).toBe("none");
	expect(reactionOf(errcode, "typing")).toBe("none");
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
