/** Held replies: written when nothing can be sent, gone by themselves when the customer's next act allows it, in order. */
import { beforeAll, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { editHeld, withdrawHeld } from "@/lib/conversations/held";
import { reply, retry } from "@/lib/conversations/reply";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { enterFrom, grantOf, makeAgent, textFrom, write } from "@/tests/support/desk";
import { openOutbox } from "@/tests/support/outbox";

let desk: Awaited<ReturnType<typeof openOutbox>>;
beforeAll(async () => {
	desk = await openOutbox("held");
});

const textsOf = async (id: string) =>
	(await listMessages(desk.agent, id, { limit: 50 })).items.flatMap((message) =>
		message.direction === "event" || message.content.type !== "text"
			? []
			: [[message.content.text, message.status]],
	);

const hold = (id: string, text: string, clientKey: string = crypto.randomUUID()) =>
	reply(desk.agent, id, { clientKey, type: "text", text, hold: true });

/** A customer who wrote long ago: nothing can be sent. */
async function closedConversation(user: string): Promise<string> {
	const id = await desk.conversationWith(user, []);
	await rows({
		text: `UPDATE reply_grants SET granted_at = now() - interval '3 days', expires_at = now() - interval '1 day'
			WHERE conversation_id = $1`,
		values: [id],
	});
	return id;
}

test("without hold a closed window refuses; with it the reply is held, and the customer's next message lets it go", async () => {
	const id = await closedConversation("h1");
	await expect(desk.say(id, "不行")).rejects.toMatchObject({ code: "window_closed" });
	expect((await hold(id, "一")).message.status).toBe("held");
	await hold(id, "二");
	expect(await getConversation(desk.agent, id, new Date())).toMatchObject({ held: 2 });
	await write(desk.channel, textFrom(await desk.openidOf("h1"), "还在吗"));
	// They stand where the customer sees them: behind what they wrote.
	expect(await textsOf(id)).toEqual([
		["在吗", "received"],
		["还在吗", "received"],
		["一", "queued"],
		["二", "queued"],
	]);
	expect(await grantOf(id, "message")).toMatchObject({ reserved: 2, spent: 0 });
	await deliver(id);
	expect((await textsOf(id)).slice(2)).toEqual([
		["一", "accepted"],
		["二", "accepted"],
	]);
	expect(await getConversation(desk.agent, id, new Date())).toMatchObject({
		held: 0,
		lastMessage: { text: "二" },
	});
});

test("entering lets two go and the rest wait; the next message lets the rest go, order kept", async () => {
	const id = await closedConversation("h2");
	for (const text of ["1", "2", "3"]) await hold(id, text);
	await write(desk.channel, enterFrom(await desk.openidOf("h2")));
	expect(await textsOf(id)).toEqual([
		["在吗", "received"],
		["3", "held"],
		["1", "queued"],
		["2", "queued"],
	]);
	await deliver(id);
	await write(desk.channel, textFrom(await desk.openidOf("h2"), "好"));
	await deliver(id);
	expect((await textsOf(id)).filter(([, status]) => status === "accepted").map(([text]) => text)).toEqual([
		"1",
		"2",
		"3",
	]);
});

test("where something can be sent, hold sends at once; behind what is held, nothing overtakes", async () => {
	const id = await desk.conversationWith("h3", []);
	expect((await hold(id, "now")).message.status).toBe("queued");
	const closed = await closedConversation("h4");
	await hold(closed, "first");
	await rows({
		text: "UPDATE reply_grants SET expires_at = now() + interval '1 hour' WHERE conversation_id = $1",
		values: [closed],
	});
	expect((await hold(closed, "second")).message.status).toBe("held");
});

test("a customer who was answered only by held replies still waits for an answer", async () => {
	const id = await closedConversation("h5");
	await hold(id, "答");
	await write(desk.channel, textFrom(await desk.openidOf("h5"), "新问题"));
	expect(await getConversation(desk.agent, id, new Date())).toMatchObject({
		unread: 1,
		waitingSince: expect.any(String),
	});
});

test("a held text can be rewritten and withdrawn until it leaves, and not after", async () => {
	const id = await closedConversation("h6");
	const first = (await hold(id, "旧", "same-key")).message;
	expect((await hold(id, "旧", "same-key")).created).toBe(false);
	expect(await editHeld(desk.agent, id, first.id, "新")).toMatchObject({
		content: { text: "新" },
		status: "held",
	});
	expect(await getConversation(desk.agent, id, new Date())).toMatchObject({ lastMessage: { text: "新" } });
	const second = (await hold(id, "不要了")).message;
	expect(await withdrawHeld(desk.agent, id, second.id)).toMatchObject({ status: "cancelled" });
	await write(desk.channel, textFrom(await desk.openidOf("h6"), "在"));
	await deliver(id);
	expect(await textsOf(id)).toEqual([
		["在吗", "received"],
		["不要了", "cancelled"],
		["在", "received"],
		["新", "accepted"],
	]);
	await expect(editHeld(desk.agent, id, first.id, "晚了")).rejects.toMatchObject({ code: "not_held" });
	await expect(withdrawHeld(desk.agent, id, second.id)).rejects.toMatchObject({ code: "not_held" });
	// The same client key still finds the message after it moved to the end of the thread.
	expect((await hold(id, "旧", "same-key")).message.id).toBe(first.id);
});

test("a colleague's held reply is the colleague's; an agent of another scope does not find it", async () => {
	const id = await closedConversation("h7");
	const { message } = await hold(id, "我的");
	await expect(withdrawHeld(await makeAgent("周"), id, message.id)).rejects.toMatchObject({
		code: "owned_by_other",
	});
	const stranger = await makeAgent("外", { channelIds: [] });
	await expect(editHeld(stranger, id, message.id, "x")).rejects.toMatchObject({ code: "not_found" });
});

test("what failed because nothing was left can be held instead: a new attempt that waits", async () => {
	const id = await desk.conversationWith("h8", ["答复"]);
	await rows({
		text: `UPDATE reply_grants SET granted_at = now() - interval '3 days', expires_at = now() - interval '1 day'
			WHERE conversation_id = $1`,
		values: [id],
	});
	await deliver(id);
	const failed = (await listMessages(desk.agent, id, { limit: 50 })).items.find(
		({ status }) => status === "failed",
	);
	const again = await retry(desk.agent, id, failed?.id ?? "", { hold: true });
	expect(again.message).toMatchObject({ status: "held", retryOfSeq: failed?.seq });
	await write(desk.channel, textFrom(await desk.openidOf("h8"), "在"));
	await deliver(id);
	expect((await textsOf(id)).at(-1)).toEqual(["答复", "accepted"]);
});

test("in transfer mode the official tool speaks: held replies stay held", async () => {
	const id = await closedConversation("h9");
	await hold(id, "等");
	await rows({
		text: `UPDATE conversations SET mode = 'transfer', assignee_id = NULL, transferred_at = now() WHERE id = $1`,
		values: [id],
	});
	await write(desk.channel, textFrom(await desk.openidOf("h9"), "在"));
	expect((await textsOf(id)).find(([text]) => text === "等")).toEqual(["等", "held"]);
});
