import { beforeEach, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { settleUnknown } from "@/lib/conversations/outcome";
import { reply, retry } from "@/lib/conversations/reply";
import { replySchema } from "@/lib/conversations/reply-schema";
import { getMessageBySeq, listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { count, grantOf, makeAgent, outbox, textFrom, write } from "@/tests/support/desk";
import { openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("replies");
const { wechat, channel, agent, conversationWith } = desk;
const colleague = await makeAgent("周子墨");

beforeEach(desk.clear);

test("the same client key is one message: twice, and twenty times at once", async () => {
	const conversationId = await conversationWith("key", []);
	const sends = await Promise.all(Array.from({ length: 20 }, () => desk.say(conversationId, "一次", "k1")));
	expect(sends.filter(({ created }) => created)).toHaveLength(1);
	expect(new Set(sends.map(({ message }) => message.id)).size).toBe(1);
	expect(await desk.say(conversationId, "another text", "k1")).toMatchObject({
		created: false,
		message: { content: { text: "一次" } },
	});
	expect(await outbox(conversationId)).toEqual(["queued"]);
	expect(await grantOf(conversationId)).toMatchObject({ reserved: 1 });
});

test("a client key cannot pretend to be the retry of a message", async () => {
	const { conversationId, message } = await withOutcome("pretend", "errcode", { errcode: 40003 });
	await desk.say(conversationId, "something else", `retry:${message.seq}`);
	const again = await retry(agent, conversationId, message.id);
	expect(again).toMatchObject({
		created: true,
		message: { content: { text: "1" }, retryOfSeq: message.seq },
	});
});

test("five replies after a message, the sixth is refused with quota_used_up and nothing is written", async () => {
	const conversationId = await conversationWith("five", ["1", "2", "3", "4", "5"]);
	await expect(desk.say(conversationId, "6")).rejects.toMatchObject({ code: "quota_used_up", status: 422 });
	expect(await outbox(conversationId)).toHaveLength(5);
	await write(channel, textFrom(await desk.openidOf("five"), "还有"));
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 5 });
});

test("twenty agents' replies at once never reserve more than there is", async () => {
	const conversationId = await conversationWith("rush", []);
	const sends = await Promise.allSettled(
		Array.from({ length: 20 }, (_, n) => desk.say(conversationId, `${n}`)),
	);
	expect(sends.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 5 });
});

test("a reply that the ledger refuses leaves the conversation with the bot", async () => {
	const conversationId = await conversationWith("kept", ["1", "2", "3", "4", "5"]);
	await changeConversation(agent, conversationId, { kind: "mode", mode: "bot" });
	await expect(desk.say(conversationId, "6")).rejects.toMatchObject({ code: "quota_used_up" });
	expect(await count("conversations", `id = '${conversationId}' AND mode = 'bot'`)).toBe(1);
});

test("replying takes a conversation nobody has; what a colleague has stays theirs, with their name told", async () => {
	const conversationId = await conversationWith("mine", ["1"]);
	expect(await count("conversations", `id = '${conversationId}' AND assignee_id = '${agent.agent.id}'`)).toBe(
		1,
	);
	await expect(
		reply(colleague, conversationId, { clientKey: "x", type: "text", text: "me too" }),
	).rejects.toMatchObject({ code: "owned_by_other", status: 409, details: { name: "林晓" } });
	expect(await outbox(conversationId)).toEqual(["queued"]);
});

test("what the official tool has is not answered from here", async () => {
	const conversationId = await conversationWith("tool", []);
	await changeConversation(agent, conversationId, { kind: "mode", mode: "transfer" });
	await expect(desk.say(conversationId, "1")).rejects.toMatchObject({ code: "transferred", status: 409 });
});

test("two agents reply at once to a conversation nobody has: one owner, the other is told", async () => {
	const conversationId = await conversationWith("both", []);
	const answers = await Promise.allSettled([
		desk.say(conversationId, "a"),
		reply(colleague, conversationId, { clientKey: "b", type: "text", text: "b" }),
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
	expect(await outbox(conversationId)).toEqual(["queued"]);
});

test("retry makes a new visible attempt that names the old one, however often it is pressed", async () => {
	const { conversationId, message } = await withOutcome("retry", "errcode", { errcode: 40003 });
	const presses = await Promise.all([1, 2, 3].map(() => retry(agent, conversationId, message.id)));
	expect(presses.filter(({ created }) => created)).toHaveLength(1);
	expect(new Set(presses.map((press) => press.message.id)).size).toBe(1);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed", "accepted"]);
	expect(await getMessageBySeq(conversationId, message.seq)).toMatchObject({
		status: "failed",
		retried: true,
	});
	expect(presses[0]?.message).toMatchObject({ retryOfSeq: message.seq, retried: false });
});

test("retry of an unknown one lets the line go on; the old one is no longer waited for", async () => {
	const { conversationId, message } = await withOutcome("unknown", "resetAfter", {}, ["1", "2"]);
	await retry(agent, conversationId, message.id);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed", "accepted", "accepted"]);
	expect(await wechat.received(channel.appId, "unknown")).toEqual(["1", "2", "1"]);
});

test.each(["accepted", "failed"] as const)(
	"a person settles an unknown one as %s, and the line goes on",
	async (end) => {
		const { conversationId, message } = await withOutcome(`settle${end}`, "resetAfter", {}, ["1", "2"]);
		expect(await settleUnknown(agent, conversationId, message.id, end)).toMatchObject({ status: end });
		await expect(settleUnknown(agent, conversationId, message.id, end)).rejects.toMatchObject({
			code: "conflict",
		});
		await deliver(conversationId);
		expect(await outbox(conversationId)).toEqual([end, "accepted"]);
		expect(await grantOf(conversationId)).toMatchObject({ spent: 2, reserved: 0 });
	},
);

test("settled as received and retried in the same instant: never both, never an error of ours", async () => {
	for (let round = 0; round < 25; round++) {
		const { conversationId, message } = await withOutcome(`duel${round}`, "resetAfter");
		const [settled, retried] = await Promise.allSettled([
			settleUnknown(agent, conversationId, message.id, "accepted"),
			retry(agent, conversationId, message.id),
		]);
		const codes = [settled, retried].flatMap((end) => (end.status === "rejected" ? [end.reason.code] : []));
		expect(codes).toHaveLength(1);
		expect(["conflict", "not_retryable"]).toContain(codes[0]);
	}
});

test("what was accepted, is on its way, or came from the customer cannot be retried", async () => {
	const conversationId = await conversationWith("never", ["1", "2"]);
	const { items } = await listMessages(agent, conversationId, { limit: 10 });
	expect(items.map(({ direction }) => direction)).toEqual(["in", "event", "out", "out"]);
	for (const { id } of items) {
		await expect(retry(agent, conversationId, id)).rejects.toMatchObject({
			code: "not_retryable",
			status: 422,
		});
	}
	await expect(retry(agent, conversationId, "999999")).rejects.toMatchObject({ code: "not_found" });
});

test("a message of another conversation cannot be reached through this one", async () => {
	const { message } = await withOutcome("foreign", "errcode", { errcode: 40003 });
	const conversationId = await conversationWith("own", []);
	await expect(retry(agent, conversationId, message.id)).rejects.toMatchObject({ code: "not_found" });
	await expect(settleUnknown(agent, conversationId, message.id, "failed")).rejects.toMatchObject({
		code: "not_found",
	});
});

test("input that no database and no WeChat could take is refused at the edge", () => {
	const good = { clientKey: "k", type: "text", text: "好" };
	expect(replySchema.safeParse(good).success).toBe(true);
	const bad = [
		{ ...good, clientKey: "a\0b" },
		{ ...good, clientKey: "" },
		{ ...good, clientKey: "x".repeat(65) },
		{ ...good, text: " \n\u3000" },
		{ ...good, text: "a\0b" },
		{ ...good, text: "half \ud83d" },
		{ ...good, text: "好".repeat(683) },
		{ ...good, type: "image" },
	];
	expect(bad.filter((body) => replySchema.safeParse(body).success)).toEqual([]);
	expect(replySchema.safeParse({ ...good, text: "好".repeat(682) }).success).toBe(true);
});

/** The first reply of a conversation after its sending ended with this fault. */
async function withOutcome(user: string, kind: string, more: object = {}, texts = ["1"]) {
	const conversationId = await conversationWith(user, texts);
	await desk.fault(kind, { count: 1, ...more });
	await deliver(conversationId);
	const { items } = await listMessages(agent, conversationId, { limit: 50 });
	const message = items.find(({ direction }) => direction === "out");
	if (!message) throw new Error("no reply in the thread");
	return { conversationId, message };
}
