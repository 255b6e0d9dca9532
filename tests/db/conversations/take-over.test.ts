import { beforeAll, expect, test } from "vitest";
import { decidePush } from "@/lib/conversations/decide-push";
import { deliver } from "@/lib/conversations/deliver";
import { listConversations } from "@/lib/conversations/list";
import type { Scope } from "@/lib/conversations/scope";
import { changeConversation } from "@/lib/conversations/update";
import { row, rows } from "@/lib/db";
import {
	type Channel,
	count,
	enterFrom,
	grantOf,
	makeAgent,
	makeChannel,
	outbox,
	registerAccount,
	setRules,
	textFrom,
	write,
} from "@/tests/support/desk";
import { startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
let channel: Channel;
let agent: Scope;

beforeAll(async () => {
	channel = await makeChannel("takeover", { openingMode: "bot" });
	await registerAccount(wechat, channel, "http://127.0.0.1:9/");
	agent = await makeAgent("林晓");
	await setRules(channel.id, [
		{
			name: "转人工",
			trigger: { kind: "keyword", match: "contains", keywords: ["人工"] },
			actions: [
				{ kind: "reply", text: "稍候" },
				{ kind: "switch_mode", mode: "agent" },
			],
		},
		{
			name: "欢迎",
			trigger: { kind: "enter", cooldownMinutes: 10 },
			actions: [{ kind: "reply", text: "您好" }],
		},
		{
			name: "两句",
			trigger: { kind: "fallback" },
			actions: [
				{ kind: "reply", text: "第一句" },
				{ kind: "reply", text: "第二句" },
			],
		},
	]);
});

test("a decision that was in flight when a person took over does nothing at all", async () => {
	const inbound = textFrom("oFlight", "人工");
	const conversation = await write(channel, inbound);
	await changeConversation(agent, conversation.id, { kind: "claim" });
	const settled = await decidePush(channel.id, inbound.dedupeKey, conversation, act("人工"), new Date());
	expect(settled).toEqual({ answer: "success", queued: 0 });
	expect(await outbox(conversation.id)).toEqual([]);
	const { assignee_id } = await row<{ assignee_id: string }>({
		text: "SELECT assignee_id FROM conversations WHERE id = $1",
		values: [conversation.id],
	});
	expect(assignee_id).toBe(agent.agent.id);
});

test("fifty races of a decision with a claim: the bot speaks before the claim or never", async () => {
	for (let round = 0; round < 50; round++) {
		const inbound = textFrom(`oRace${round}`, "问题");
		const conversation = await write(channel, inbound);
		await Promise.all([
			decidePush(channel.id, inbound.dedupeKey, conversation, act("问题"), new Date()),
			changeConversation(agent, conversation.id, { kind: "claim" }),
		]);
		expect(new Set(await outbox(conversation.id)).has("queued")).toBe(false);
		expect(await grantOf(conversation.id)).toMatchObject({ spent: 0, reserved: 0 });
	}
});

test("taking over cancels what the bot had queued, gives its grants back, and nothing of it is ever sent", async () => {
	const conversationId = await botSays("oCancel");
	expect(await grantOf(conversationId)).toMatchObject({ reserved: 2 });
	await changeConversation(agent, conversationId, { kind: "claim" });
	expect(await outbox(conversationId)).toEqual(["cancelled", "cancelled"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 0 });
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["cancelled", "cancelled"]);
	expect(await wechat.calls("custom/send")).toBe(0);
});

test("closing silences the bot as well", async () => {
	const conversationId = await botSays("oClose");
	await changeConversation(agent, conversationId, { kind: "status", status: "closed" });
	expect(await outbox(conversationId)).toEqual(["cancelled", "cancelled"]);
});

test("the list says that a reply was cancelled, not that it still waits", async () => {
	const conversationId = await botSays("oList");
	await changeConversation(agent, conversationId, { kind: "claim" });
	expect(await lastStatus(conversationId)).toBe("cancelled");
});

test("a bot's reply that WeChat was too busy for is not sent after a person took over", async () => {
	const conversationId = await botSays("oBusy");
	await rows({ text: "SELECT * FROM kefu_claim_message($1, 45)", values: [conversationId] });
	await changeConversation(agent, conversationId, { kind: "claim" });
	await rows({
		text: "SELECT kefu_record_send($1, 2, 'queued', -1, 'busy', 0, NULL)",
		values: [conversationId],
	});
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["cancelled", "cancelled"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 0 });
	expect(await wechat.calls("custom/send")).toBe(0);
	expect(await lastStatus(conversationId)).toBe("cancelled");
});

test("what the bot said before a person took over stays silent when the bot is put back and hands over by a rule", async () => {
	const conversationId = await botSays("oBack");
	await rows({ text: "SELECT * FROM kefu_claim_message($1, 45)", values: [conversationId] });
	await changeConversation(agent, conversationId, { kind: "claim" });
	await changeConversation(agent, conversationId, { kind: "mode", mode: "bot" });
	await rows({
		text: "SELECT kefu_record_send($1, 2, 'queued', -1, 'busy', 0, NULL)",
		values: [conversationId],
	});
	const inbound = textFrom("oBack", "人工");
	const conversation = await write(channel, inbound);
	await decidePush(channel.id, inbound.dedupeKey, conversation, act("人工"), new Date());
	await rows({ text: "SELECT * FROM kefu_claim_message($1, 45)", values: [conversationId] });
	const texts = await rows<{ text: string; status: string }>({
		text: `SELECT content ->> 'text' AS text, status FROM messages
			WHERE conversation_id = $1 AND direction = 'out' ORDER BY seq`,
		values: [conversationId],
	});
	expect(texts).toEqual([
		{ text: "第一句", status: "cancelled" },
		{ text: "第二句", status: "cancelled" },
		{ text: "稍候", status: "sending" },
	]);
});

test("the bot's own hand-over lets it finish its sentence, and the customer waits for a person from then on", async () => {
	const inbound = textFrom("oHand", "人工");
	const conversation = await write(channel, inbound);
	await decidePush(channel.id, inbound.dedupeKey, conversation, act("人工"), new Date());
	const [item] = (await listConversations(agent, { view: "unassigned", limit: 1, q: "oHand" }, new Date()))
		.items;
	expect(item).toMatchObject({ id: conversation.id, mode: "agent", assignee: null });
	expect(item?.waitingSince).not.toBeNull();
	expect(await outbox(conversation.id)).toEqual(["queued"]);
	await rows({ text: "SELECT * FROM kefu_claim_message($1, 45)", values: [conversation.id] });
	expect(await outbox(conversation.id)).toEqual(["sending"]);
});

test("two entries decided at the same time make one welcome", async () => {
	const [first, second] = [enterFrom("oTwice"), enterFrom("oTwice")];
	const [one, two] = [await write(channel, first), await write(channel, second)];
	await Promise.all([
		decidePush(channel.id, first.dedupeKey, one, { kind: "enter" }, new Date()),
		decidePush(channel.id, second.dedupeKey, two, { kind: "enter" }, new Date()),
	]);
	expect(await outbox(one.id)).toEqual(["queued"]);
	expect(await count("push_receipts", `conversation_id = '${one.id}' AND answer = 'success'`)).toBe(2);
});

const act = (text: string) => ({ kind: "message", text }) as const;

/** A conversation in which the bot has queued two replies. */
async function botSays(openid: string): Promise<string> {
	const inbound = textFrom(openid, "问题");
	const conversation = await write(channel, inbound);
	await decidePush(channel.id, inbound.dedupeKey, conversation, act("问题"), new Date());
	expect(await outbox(conversation.id)).toEqual(["queued", "queued"]);
	return conversation.id;
}

async function lastStatus(conversationId: string): Promise<string> {
	const { status } = await row<{ status: string }>({
		text: "SELECT last_message ->> 'status' AS status FROM conversations WHERE id = $1",
		values: [conversationId],
	});
	return status;
}
