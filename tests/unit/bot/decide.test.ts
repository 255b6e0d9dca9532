import { expect, test } from "vitest";
import { decide } from "@/lib/bot/decide";
import { compileRule } from "@/lib/bot/rules";
import type { Action, Trigger } from "@/lib/bot/schema";

const NOW = new Date("2026-11-21T08:00:00Z");
const reply = (text: string): Action => ({ kind: "reply", text });
const rule = (name: string, trigger: Trigger, ...actions: Action[]) => compileRule(name, trigger, actions);
const keyword = (...keywords: string[]): Trigger => ({ kind: "keyword", match: "contains", keywords });

const RULES = [
	rule("兜底", { kind: "fallback" }, reply("没听懂")),
	rule("欢迎", { kind: "enter", cooldownMinutes: 10 }, reply("您好")),
	rule("人工", keyword("人工"), reply("稍候"), { kind: "switch_mode", mode: "agent" }),
	rule("投诉", keyword("投诉", "人工"), { kind: "switch_mode", mode: "transfer" }),
];

const says = (text: string | null, rules = RULES) =>
	decide(rules, { kind: "message", text }, { welcomedAt: null }, NOW);
const enters = (welcomedAt: Date | null, rules = RULES) =>
	decide(rules, { kind: "enter" }, { welcomedAt }, NOW);

test("the first rule in order that fires decides, with all its actions and its name", () => {
	expect(says("转人工")).toEqual({
		ruleName: "人工",
		cause: { trigger: "keyword", word: "人工" },
		replies: [{ type: "text", text: "稍候" }],
		mode: "agent",
		welcomed: false,
	});
	expect(says("投诉")).toMatchObject({ ruleName: "投诉", mode: "transfer", replies: [] });
});

test("what made a rule fire is told: the keyword that was found, or that none was needed", () => {
	expect(says("我要 ＶＩＰ 服务", [rule("会员", keyword("会员", "VIP"), reply("您好"))]).cause).toEqual({
		trigger: "keyword",
		word: "vip",
	});
	expect(enters(null).cause).toEqual({ trigger: "enter", word: null });
	expect(says("天气如何").cause).toEqual({ trigger: "fallback", word: null });
	expect(says("天气如何", []).cause).toBeNull();
});

test("the fallback answers what no keyword does, wherever it stands in the order", () => {
	expect(says("天气如何")).toMatchObject({ ruleName: "兜底", mode: null });
});

test.each([[null], [""], ["  \u3000"]])("a message without words (%j) gets the fallback", (text) => {
	expect(says(text)).toMatchObject({ ruleName: "兜底" });
});

test("without a rule that fires the bot is silent", () => {
	const silence = { ruleName: null, cause: null, replies: [], mode: null, welcomed: false };
	expect(says("x", [])).toEqual(silence);
	expect(enters(null, [])).toEqual(silence);
	expect(says("x", [rule("欢迎", { kind: "enter", cooldownMinutes: 0 }, reply("hi"))])).toEqual(silence);
});

test("no keyword rule and no fallback answers an entering", () => {
	expect(enters(null, [rule("兜底", { kind: "fallback" }, reply("?"))])).toMatchObject({ ruleName: null });
});

test.each([
	["never welcomed", null, true],
	["a second before the cool-down is over", new Date("2026-11-21T07:50:01Z"), false],
	["when it is over", new Date("2026-11-21T07:50:00Z"), true],
	["a moment ago", NOW, false],
])("welcome, %s", (_name, welcomedAt, expected) => {
	expect(enters(welcomedAt)).toMatchObject({
		welcomed: expected,
		replies: expected ? [{ text: "您好" }] : [],
	});
});

test("deciding changes neither the rules nor an earlier decision", () => {
	const before = JSON.stringify(RULES);
	const first = says("天气如何");
	first.replies.length = 0;
	expect(says("天气如何").replies).toHaveLength(1);
	const silence = says("x", []);
	silence.replies.push({ type: "text", text: "added" });
	expect(says("x", []).replies).toEqual([]);
	expect(JSON.stringify(RULES)).toBe(before);
});
