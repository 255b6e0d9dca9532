import { beforeAll, expect, test } from "vitest";
import { saveDraft } from "@/lib/conversations/annotations";
import { assign } from "@/lib/conversations/assign";
import { reply } from "@/lib/conversations/reply";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { rows } from "@/lib/db";
import { type Channel, count, makeAgent, makeChannel, outbox, writeFirst } from "@/tests/support/desk";
import { settledCursor } from "@/tests/support/settled-cursor";
import { eventsOf, ownerOf } from "@/tests/support/team";

let channel: Channel;
let lin: Scope;
let zhou: Scope;
beforeAll(async () => {
	channel = await makeChannel("hand-over");
	[lin, zhou] = [await makeAgent("林晓"), await makeAgent("周宁")];
});

const say = (who: Scope, id: string, clientKey = "k") =>
	reply(who, id, { clientKey, type: "text", text: "您好" });

async function ownedBy(who: Scope, openid: string): Promise<string> {
	const id = await writeFirst(channel, openid);
	await assign(who, id, who.agent.id);
	return id;
}

test("a hand-over and its note are one: the thread says who to whom, then why", async () => {
	const id = await ownedBy(lin, "oNote");
	await assign(lin, id, zhou.agent.id, { note: "客户要退款，订单在备注里" });
	const { items } = await listMessages(zhou, id, { limit: 10 });
	expect(items.slice(-2)).toEqual([
		expect.objectContaining({
			direction: "event",
			content: { event: "assigned", to: "周宁", self: false, from: "林晓", fromId: lin.agent.id },
		}),
		expect.objectContaining({
			direction: "note",
			content: expect.objectContaining({ text: "客户要退款，订单在备注里" }),
			author: expect.objectContaining({ name: "林晓" }),
		}),
	]);
	expect(await outbox(id)).toEqual([]);
});

test("a hand-over that fails leaves no note, one that changes nothing neither, however often it is asked for", async () => {
	const id = await ownedBy(lin, "oNoNote");
	const blind = await makeAgent("看不见", { channelIds: [] });
	await expect(assign(lin, id, blind.agent.id, { note: "x" })).rejects.toMatchObject({ code: "not_found" });
	await assign(lin, id, zhou.agent.id, { note: "一次" });
	await assign(lin, id, zhou.agent.id, { note: "一次" });
	const { items } = await listMessages(lin, id, { limit: 20 });
	expect(items.filter(({ direction }) => direction === "note")).toHaveLength(1);
	expect((await eventsOf(id)).filter(({ event }) => event === "assigned")).toHaveLength(2);
});

test("a note that cannot be written undoes the hand-over", async () => {
	const id = await ownedBy(lin, "oUndone");
	await rows({ text: "ALTER TABLE messages ADD CONSTRAINT no_notes CHECK (direction <> 'note') NOT VALID" });
	await expect(assign(lin, id, zhou.agent.id, { note: "x" })).rejects.toThrow();
	await rows({ text: "ALTER TABLE messages DROP CONSTRAINT no_notes" });
	expect(await ownerOf(id)).toBe(lin.agent.id);
	expect((await eventsOf(id)).at(-1)).toMatchObject({ to: "林晓" });
});

test("a colleague's conversation: the reply is refused with their name, one take-over later the same reply is taken", async () => {
	const id = await ownedBy(zhou, "oSoft");
	const cursor = await settledCursor();
	await expect(say(lin, id)).rejects.toMatchObject({ code: "owned_by_other", details: { name: "周宁" } });
	await assign(lin, id, lin.agent.id);
	expect((await say(lin, id)).created).toBe(true);
	expect(await outbox(id)).toEqual(["queued"]);
	// The colleague learns it: the row, and the line that says who took it from them.
	const told = await sync(zhou, { since: cursor, conversation: id }, new Date());
	expect(told.conversations[0]?.assignee).toEqual(lin.agent);
	expect(told.messages.map(({ content }) => content)).toContainEqual({
		event: "assigned",
		to: "林晓",
		self: true,
		from: "周宁",
		fromId: zhou.agent.id,
	});
	const [event] = told.messages.filter(({ type }) => type === "assigned");
	expect(told.taken).toEqual([
		{ conversationId: id, customerName: expect.any(String), seq: event?.seq, by: "林晓", to: "林晓" },
	]);
	// It is news to who lost it alone, and not to who took it back by their own hand.
	expect((await sync(lin, { since: cursor }, new Date())).taken).toEqual([]);
	await assign(zhou, id, zhou.agent.id);
	expect((await sync(zhou, { since: cursor }, new Date())).taken).toEqual([]);
});

test("two take over from the same colleague at once: one has it, the other learns who, and nothing is taken from the winner", async () => {
	for (let round = 0; round < 5; round++) {
		const from = await makeAgent(`原主${round}`);
		const id = await ownedBy(from, `oFrom${round}`);
		const takes = await Promise.allSettled(
			[lin, zhou].map((who) => assign(who, id, who.agent.id, { from: from.agent.id })),
		);
		const winner = (await ownerOf(id)) === lin.agent.id ? lin : zhou;
		expect(takes.flatMap((take) => (take.status === "rejected" ? [take.reason] : []))).toEqual([
			expect.objectContaining({ code: "changed_hands", details: { name: winner.agent.name } }),
		]);
		expect((await eventsOf(id)).filter(({ from: lost }) => lost === from.agent.name)).toHaveLength(1);
	}
});

test("what nobody has any more is given as asked; the same twice is no conflict", async () => {
	const id = await ownedBy(zhou, "oNobodys");
	await assign(zhou, id, null);
	await assign(lin, id, lin.agent.id, { from: zhou.agent.id });
	await assign(lin, id, lin.agent.id, { from: zhou.agent.id });
	expect(await ownerOf(id)).toBe(lin.agent.id);
});

test("whom the note of a hand-over names is told; a stranger to the channel cannot be named, and then nothing happens", async () => {
	const id = await ownedBy(lin, "oMentions");
	const blind = await makeAgent("看不见的人", { channelIds: [] });
	const named = (who: Scope) => ({ note: `@${who.agent.name} 请看`, mentions: [who.agent.id] });
	await expect(assign(lin, id, zhou.agent.id, named(blind))).rejects.toMatchObject({ code: "not_found" });
	expect(await ownerOf(id)).toBe(lin.agent.id);
	await assign(lin, id, zhou.agent.id, named(zhou));
	expect(await count("mentions", `conversation_id = '${id}' AND agent_id = '${zhou.agent.id}'`)).toBe(1);
});

test("taking over from the bot silences it in the same transaction", async () => {
	const id = await writeFirst(channel, "oBot");
	await changeConversation(lin, id, { kind: "mode", mode: "bot" });
	await rows({
		text: "SELECT * FROM kefu_queue_message($1,'bot',NULL,'规则','text','{\"type\":\"text\",\"text\":\"在\"}','在',NULL,NULL,NULL,false)",
		values: [id],
	});
	await assign(lin, id, lin.agent.id);
	expect(await outbox(id)).toEqual(["cancelled"]);
	expect(await getConversation(lin, id, new Date())).toMatchObject({ mode: "agent", assignee: lin.agent });
});

test("two claim at once: the loser learns who won, and keeps what they had begun to write", async () => {
	for (let round = 0; round < 5; round++) {
		const id = await writeFirst(channel, `oClaim${round}`);
		await saveDraft(lin, id, "林的草稿");
		await saveDraft(zhou, id, "周的草稿");
		const claims = await Promise.allSettled(
			[lin, zhou].map((who) => changeConversation(who, id, { kind: "claim" })),
		);
		const winner = await ownerOf(id);
		const [loser, won] = winner === lin.agent.id ? [zhou, lin] : [lin, zhou];
		expect(claims.flatMap((claim) => (claim.status === "rejected" ? [claim.reason] : []))).toEqual([
			expect.objectContaining({ code: "already_claimed", details: { name: won.agent.name } }),
		]);
		const { draft } = await getConversation(loser, id, new Date());
		expect(draft).toBe(loser === lin ? "林的草稿" : "周的草稿");
	}
});

test("two take the same conversation from a colleague at once: both in turn, each from the one before", async () => {
	const wu = await makeAgent("吴");
	const id = await ownedBy(wu, "oBoth");
	await Promise.all([lin, zhou].map((who) => assign(who, id, who.agent.id)));
	const [, first, second] = (await eventsOf(id)).filter(({ event }) => event === "assigned");
	expect(first).toMatchObject({ self: true, from: "吴" });
	expect(second).toMatchObject({ self: true, from: first?.to });
	const [owner] = [lin, zhou].filter(({ agent }) => agent.name === second?.to);
	expect(await ownerOf(id)).toBe(owner?.agent.id);
});
