import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Action, Trigger } from "@/lib/bot/schema";
import { getPool, getPrisma, rows } from "@/lib/db";
import { type Channel, count, makeChannel, setRules } from "@/tests/support/desk";
import { enterPacket, push, textPacket } from "@/tests/support/packets";

let channel: Channel;
let made = 0;

beforeEach(async () => {
	channel = await makeChannel(`rules${++made}`, { openingMode: "bot" });
});
afterEach(() => {
	vi.restoreAllMocks();
});

const fallback = (text: string): { name: string; trigger: Trigger; actions: Action[] } => ({
	name: text,
	trigger: { kind: "fallback" },
	actions: [{ kind: "reply", text }],
});

async function answersTo(openid: string, text: string): Promise<string[]> {
	await push(channel, textPacket(channel, openid, text));
	return said(openid);
}

async function said(openid: string): Promise<string[]> {
	const found = await rows<{ text: string }>({
		text: `SELECT m.content ->> 'text' AS text FROM messages m JOIN conversations c ON c.id = m.conversation_id
			JOIN customers u ON u.id = c.customer_id
			WHERE u.external_id = $1 AND u.channel_id = $2 AND m.direction = 'out' ORDER BY m.seq`,
		values: [openid, channel.id],
	});
	return found.map(({ text }) => text);
}

test("a changed rule answers the very next push, on every process, because its version came with the push", async () => {
	await setRules(channel.id, [fallback("旧")]);
	expect(await answersTo("oOne", "?")).toEqual(["旧"]);
	await setRules(channel.id, [fallback("新")]);
	expect(await answersTo("oTwo", "?")).toEqual(["新"]);
});

test("while their version stays the rules are not read again", async () => {
	await setRules(channel.id, [fallback("在")]);
	await answersTo("oWarm", "?");
	const query = vi.spyOn(getPool(), "query");
	for (let n = 0; n < 5; n++) await push(channel, textPacket(channel, "oWarm", `${n}`));
	const read = query.mock.calls.filter((call) => JSON.stringify(call).includes('rules\\"'));
	expect(read).toEqual([]);
});

test("a rule of no channel is every channel's, in the common order; a switched-off one is nobody's", async () => {
	await getPrisma().rule.createMany({
		data: [
			{
				name: "全部",
				position: 1,
				trigger: { kind: "keyword", match: "exact", keywords: ["营业时间"] },
				actions: [{ kind: "reply", text: "九点到六点" }],
			},
			{
				name: "关了",
				position: 0,
				enabled: false,
				trigger: { kind: "fallback" },
				actions: [{ kind: "reply", text: "不该说" }],
			},
		],
	});
	await setRules(channel.id, [fallback("没听懂")]);
	expect(await answersTo("oAll", "营业时间")).toEqual(["九点到六点"]);
	expect(await answersTo("oAll", "别的")).toEqual(["九点到六点", "没听懂"]);
});

test("a welcome is said on entering, once in its cool-down, and names its rule", async () => {
	await setRules(channel.id, [
		{
			name: "欢迎",
			trigger: { kind: "enter", cooldownMinutes: 10 },
			actions: [{ kind: "reply", text: "您好" }],
		},
	]);
	const at = Math.floor(Date.now() / 1000);
	await push(channel, enterPacket(channel, "oEnter", at));
	await push(channel, enterPacket(channel, "oEnter", at + 1));
	expect(await said("oEnter")).toEqual(["您好"]);
	await rows({
		text: "UPDATE conversations SET welcomed_at = now() - interval '11 minutes' WHERE channel_id = $1",
		values: [channel.id],
	});
	await push(channel, enterPacket(channel, "oEnter", at + 2));
	expect(await said("oEnter")).toEqual(["您好", "您好"]);
	expect(await count("messages", "rule_name = '欢迎' AND author_kind = 'bot'")).toBe(2);
});

test("a rule that hands over to a person: the words, the line, the waiting customer, one answer", async () => {
	await setRules(channel.id, [
		{
			name: "转人工",
			trigger: { kind: "keyword", match: "contains", keywords: ["人工"] },
			actions: [
				{ kind: "reply", text: "稍候" },
				{ kind: "switch_mode", mode: "agent" },
			],
		},
		fallback("没听懂"),
	]);
	expect(await push(channel, textPacket(channel, "oHand", "找人工"))).toMatchObject({ body: "success" });
	await push(channel, textPacket(channel, "oHand", "在吗"));
	expect(await said("oHand")).toEqual(["稍候"]);
	const [conversation] = await rows({
		text: "SELECT mode, assignee_id, waiting_since IS NOT NULL AS waits, unread FROM conversations WHERE channel_id = $1",
		values: [channel.id],
	});
	expect(conversation).toEqual({ mode: "agent", assignee_id: null, waits: true, unread: 2 });
});

test("the bot stops at its share: after three answers two are left for a person", async () => {
	await setRules(channel.id, [
		{
			name: "多话",
			trigger: { kind: "fallback" },
			actions: ["1", "2", "3", "4", "5"].map((text) => ({ kind: "reply" as const, text })),
		},
	]);
	expect(await answersTo("oTalk", "?")).toEqual(["1", "2", "3"]);
});
