import { match } from "pinyin-pro";
import { expect, test } from "vitest";
import type { Command } from "@/components/shell/commands/command";
import { matchCommands } from "@/components/shell/commands/match-commands";

const pinyin = (text: string, letters: string) =>
	match(text, letters, { continuous: true, precision: "start" });

const command = (title: string, more: Partial<Command> = {}): Command => ({
	id: title,
	group: "conversation",
	icon: null,
	title,
	...more,
});

/** What is found, with what matched in brackets. */
const found = (query: string, commands: Command[]) =>
	matchCommands(commands, query, pinyin).map(({ command: { title }, ranges }) => {
		const parts = Array.from(title);
		for (const [from, to] of ranges.toReversed()) parts.splice(to, 0, "]") && parts.splice(from, 0, "[");
		return parts.join("");
	});

const ACTIONS = ["转接微信客服", "转给同事", "转回机器人", "结束会话", "分配给我"].map((title) =>
	command(title),
);

test.each([
	["转", ["[转]接微信客服", "[转]给同事", "[转]回机器人"]],
	["zhuan", ["[转]接微信客服", "[转]给同事", "[转]回机器人"]],
	["zjwxkf", ["[转接微信客服]"]],
	["zhuan'jie", ["[转接]微信客服"]],
	["ZGTS", ["[转给同事]"]],
	["wx", ["转接[微信]客服"]],
	["会话", ["结束[会话]"]],
	["我 分配", ["[分配]给[我]"]],
	["nothing", []],
	["没有", []],
])("%s finds %j", (query, expected) => {
	expect(found(query, ACTIONS)).toEqual(expected);
});

test("the beginning of the title comes before that of a word, that before the middle, that before pinyin, that before the rest", () => {
	const commands = [
		command("备注", { words: "tra" }),
		command("特人啊"),
		command("extra"),
		command("bank transfer"),
		command("Transfer to bot"),
		command("tra"),
	];
	expect(found("tra", commands)).toEqual([
		"[tra]",
		"[Tra]nsfer to bot",
		"bank [tra]nsfer",
		"ex[tra]",
		"[特人啊]",
		"备注",
	]);
});

test("equally sure ones stay in the order given; full width letters are the same", () => {
	const commands = [command("会话：乙"), command("会话：甲"), command("ＶＩＰ客户")];
	expect(found("会话", commands)).toEqual(["[会话]：乙", "[会话]：甲"]);
	expect(found("vip", commands)).toEqual(["[ＶＩＰ]客户"]);
});

test("what the server found stays behind, as it was marked there, unless it says the same", () => {
	const local = command("陈默：退款到哪了", { id: "conversation-1", group: "conversations" });
	const hit = (title: string, sameAs?: string) =>
		command(title, { id: `hit-${title}`, group: "conversations", found: [[0, 1]], sameAs });
	const commands = [
		hit("李四：退款"),
		hit("陈默：退款到哪了"),
		hit("陈默", "conversation-1"),
		hit("王五", "conversation-2"),
		local,
	];
	expect(found("退款", commands)).toEqual(["陈默：[退款]到哪了", "[李]四：退款", "[王]五"]);
});

test("without its tables pinyin finds nothing, and nothing breaks", () => {
	expect(matchCommands(ACTIONS, "zhuan", null)).toEqual([]);
	expect(matchCommands(ACTIONS, "转给", null)).toHaveLength(1);
});
