import { beforeAll, expect, test } from "vitest";
import { getAccount } from "@/lib/channels/accounts";
import { protocolOf } from "@/lib/channels/registry";
import { answerPush } from "@/lib/conversations/push-door";
import { receive } from "@/lib/conversations/receive";
import { changeConversation } from "@/lib/conversations/update";
import { getPrisma, row, rows } from "@/lib/db";
import { sweep } from "@/lib/jobs/worker";
import { type Channel, count, makeAgent, makeChannel, setRules } from "@/tests/support/desk";
import { openAnswer, push, seal, textPacket } from "@/tests/support/packets";

let channel: Channel;

beforeAll(async () => {
	channel = await makeChannel("undecided", { openingMode: "bot", encryption: "safe", format: "xml" });
	await setRules(channel.id, [
		{
			name: "官方",
			trigger: { kind: "keyword", match: "exact", keywords: ["官方客服"] },
			actions: [{ kind: "switch_mode", mode: "transfer" }],
		},
		{ name: "兜底", trigger: { kind: "fallback" }, actions: [{ kind: "reply", text: "在的" }] },
	]);
});

test("killed between storing and deciding: WeChat's retry decides it, once, and one reply is queued", async () => {
	const clear = textPacket(channel, "oRetry", "你好");
	const conversationId = await receiveAndDie(seal(channel, clear));
	expect(await shape(conversationId)).toEqual(["in"]);
	const retries = await Promise.all([push(channel, clear), push(channel, clear), push(channel, clear)]);
	expect(retries.map(({ body }) => body)).toEqual(["success", "success", "success"]);
	expect(await shape(conversationId)).toEqual(["in", "out"]);
});

test("killed before a rule could transfer: the retry is answered with the transfer packet", async () => {
	const clear = textPacket(channel, "oRetryTransfer", "官方客服");
	const conversationId = await receiveAndDie(seal(channel, clear));
	const answer = await push(channel, clear);
	expect(openAnswer(channel, answer)).toContain("transfer_customer_service");
	expect(await shape(conversationId)).toEqual(["in", "event"]);
});

test("no retry comes: the sweep decides it after ten seconds, not before, and only once", async () => {
	const conversationId = await receiveAndDie(seal(channel, textPacket(channel, "oSweep", "你好")));
	await sweep(new Date());
	expect(await shape(conversationId)).toEqual(["in"]);
	await age(conversationId);
	await Promise.all([sweep(new Date()), sweep(new Date())]);
	expect(await shape(conversationId)).toEqual(["in", "out"]);
	expect(await count("push_receipts", "answer IS NULL")).toBe(0);
});

test("a retry after the sweep gets the answer that was stored", async () => {
	const clear = textPacket(channel, "oLate", "官方客服");
	const conversationId = await receiveAndDie(seal(channel, clear));
	await age(conversationId);
	await sweep(new Date());
	const first = openAnswer(channel, await push(channel, clear));
	expect(first).toContain("transfer_customer_service");
	expect(await shape(conversationId)).toEqual(["in", "event"]);
});

test("a person who took over meanwhile keeps the bot silent, whoever decides late", async () => {
	const agent = await makeAgent("陈");
	const clear = textPacket(channel, "oTaken", "你好");
	const conversationId = await receiveAndDie(seal(channel, clear));
	await changeConversation(agent, conversationId, { kind: "claim" });
	expect(await push(channel, clear)).toMatchObject({ status: 200, body: "success" });
	expect(await count("messages", `conversation_id = '${conversationId}' AND author_kind = 'bot'`)).toBe(0);
});

test("one push that cannot be decided does not keep the sweep from all others", async () => {
	const stuck = await receiveAndDie(seal(channel, textPacket(channel, "oBroken", "你好")));
	await rows({
		text: `UPDATE messages SET content = '{"type":"of the future"}' WHERE conversation_id = $1`,
		values: [stuck],
	});
	const other = await receiveAndDie(seal(channel, textPacket(channel, "oOther", "你好")));
	await age(stuck);
	await age(other);
	await sweep(new Date());
	expect(await shape(other)).toEqual(["in", "out"]);
});

test("a rule that cannot be read is left out, and the push is answered by the others", async () => {
	const half = await makeChannel("undecided-half", { openingMode: "bot" });
	await setRules(half.id, [
		{ name: "兜底", trigger: { kind: "fallback" }, actions: [{ kind: "reply", text: "在" }] },
	]);
	await getPrisma().rule.create({
		data: { channelId: half.id, name: "?", position: 0, trigger: { kind: "moon" }, actions: [] },
	});
	const request = seal(half, textPacket(half, "oHalf", "你好"));
	expect(await answerPush(request, new Date())).toMatchObject({ status: 200, body: "success" });
	expect(await count("messages", "rule_name = '兜底' AND content ->> 'text' = '在'")).toBe(1);
});

/** Everything the door does before it decides; then the process is gone. */
async function receiveAndDie(request: ReturnType<typeof seal>): Promise<string> {
	const account = await getAccount(request.channelId);
	const { inbound } = protocolOf(account).openPush(request, account, new Date());
	const { conversation, answer } = await receive(account.id, inbound, request.body);
	expect(answer).toBeNull();
	return conversation?.id ?? "";
}

const age = (conversationId: string) =>
	rows({
		text: "UPDATE push_receipts SET received_at = now() - interval '11 seconds' WHERE conversation_id = $1",
		values: [conversationId],
	});

async function shape(conversationId: string): Promise<string[]> {
	const { all } = await row<{ all: string[] }>({
		text: "SELECT array_agg(direction::text ORDER BY seq) AS all FROM messages WHERE conversation_id = $1",
		values: [conversationId],
	});
	return all;
}
