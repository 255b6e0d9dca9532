import { beforeAll, expect, test } from "vitest";
import { markRead, saveDraft } from "@/lib/conversations/annotations";
import { assign } from "@/lib/conversations/assign";
import { listConversations } from "@/lib/conversations/list";
import { settleUnknown } from "@/lib/conversations/outcome";
import { reply, retry } from "@/lib/conversations/reply";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { getPrisma, rows } from "@/lib/db";
import { type Channel, makeAgent, makeChannel, textFrom, write, writeFirst } from "@/tests/support/desk";

let channel: Channel;
let other: Channel;
let agent: Scope;

beforeAll(async () => {
	channel = await makeChannel("owned");
	other = await makeChannel("foreign");
	agent = await makeAgent("林晓");
});

test("ten agents claim one conversation at once: one has it, nine are told by whom", async () => {
	const agents = await Promise.all(Array.from({ length: 10 }, (_, n) => makeAgent(`客服${n}`)));
	for (let round = 0; round < 5; round++) {
		const id = await writeFirst(channel, `oClaim${round}`);
		const claims = await Promise.allSettled(
			agents.map((scope) => changeConversation(scope, id, { kind: "claim" })),
		);
		const winner = (await getConversation(agent, id, new Date())).assignee;
		const losers = claims.flatMap((claim) => (claim.status === "rejected" ? [claim.reason] : []));
		expect(losers).toHaveLength(9);
		for (const loser of losers) {
			expect(loser).toMatchObject({ code: "already_claimed", status: 409, details: { name: winner?.name } });
		}
		expect(await events(id)).toEqual(["assigned"]);
	}
});

test("claiming what is already mine changes nothing and writes no line", async () => {
	const id = await writeFirst(channel, "oMine");
	await changeConversation(agent, id, { kind: "claim" });
	await changeConversation(agent, id, { kind: "claim" });
	expect(await events(id)).toEqual(["assigned"]);
});

test("changes that race each other all happen, one after the other, each with its line", async () => {
	const id = await writeFirst(channel, "oRace");
	await Promise.allSettled([
		changeConversation(agent, id, { kind: "mode", mode: "transfer" }),
		changeConversation(agent, id, { kind: "mode", mode: "bot" }),
		changeConversation(agent, id, { kind: "status", status: "closed" }),
		changeConversation(agent, id, { kind: "claim" }),
	]);
	const [state] = await rows<{ last_seq: number; n: number; top: number }>({
		text: `SELECT c.last_seq, (SELECT count(*)::int FROM messages m WHERE m.conversation_id = c.id) AS n,
			(SELECT max(seq) FROM messages m WHERE m.conversation_id = c.id) AS top FROM conversations c WHERE c.id = $1`,
		values: [id],
	});
	expect(state?.last_seq).toBe(state?.n);
	expect(state?.top).toBe(state?.n);
});

test("a closed conversation opens with the customer's next message, in the channel's opening mode and without its owner", async () => {
	const shop = await makeChannel("reopens", { openingMode: "bot" });
	const id = await writeFirst(shop, "oBack");
	await changeConversation(agent, id, { kind: "claim" });
	await changeConversation(agent, id, { kind: "status", status: "closed" });
	expect(await getConversation(agent, id, new Date())).toMatchObject({
		status: "closed",
		unread: 0,
		waitingSince: null,
	});
	await write(shop, textFrom("oBack", "还有问题"));
	expect(await getConversation(agent, id, new Date())).toMatchObject({
		status: "open",
		mode: "bot",
		assignee: null,
		unread: 1,
	});
	expect(await events(id)).toEqual(["mode_changed", "assigned", "closed", "reopened"]);
});

test("a conversation is given only to a colleague who may see it and may still sign in", async () => {
	const id = await writeFirst(channel, "oGive");
	const blind = await makeAgent("只看别的", { channelIds: [other.id] });
	const gone = await makeAgent("离职");
	await getPrisma().agent.update({ where: { id: gone.agent.id }, data: { disabledAt: new Date() } });
	for (const agentId of [blind.agent.id, gone.agent.id, crypto.randomUUID()]) {
		await expect(assign(agent, id, agentId)).rejects.toMatchObject({ code: "not_found" });
	}
	const seeing = await makeAgent("只看这个", { channelIds: [channel.id] });
	await assign(agent, id, seeing.agent.id);
	expect((await getConversation(agent, id, new Date())).assignee).toEqual(seeing.agent);
	await assign(agent, id, null);
	expect(await getConversation(agent, id, new Date())).toMatchObject({ mode: "agent", assignee: null });
});

test("what is outside an agent's scope is not there: every way to it says not_found, as for what never was", async () => {
	const scoped = await makeAgent("张", { channelIds: [channel.id] });
	const nobody = await makeAgent("新人", { channelIds: [] });
	const foreign = await writeFirst(other, "oForeign");
	const body = { clientKey: "k", type: "text", text: "hi" } as const;
	const ways = (scope: Scope, id: string): Promise<unknown>[] => [
		getConversation(scope, id, new Date()),
		listMessages(scope, id, { limit: 10 }),
		reply(scope, id, body),
		retry(scope, id, "1"),
		settleUnknown(scope, id, "1", "failed"),
		changeConversation(scope, id, { kind: "claim" }),
		changeConversation(scope, id, { kind: "mode", mode: "bot" }),
		changeConversation(scope, id, { kind: "status", status: "closed" }),
		assign(scope, id, scope.agent.id),
		assign(scope, id, null),
		markRead(scope, id, 1),
		saveDraft(scope, id, "x"),
		sync(scope, { since: "1", conversation: id }, new Date()),
	];
	for (const scope of [scoped, nobody]) {
		for (const id of [foreign, crypto.randomUUID(), "not-a-uuid"]) {
			for (const end of await Promise.allSettled(ways(scope, id))) {
				expect(end).toMatchObject({ status: "rejected", reason: { code: "not_found", status: 404 } });
			}
		}
	}
	expect(await events(foreign)).toEqual([]);
	for (const scope of [scoped, nobody]) {
		const { items } = await listConversations(scope, { view: "all", limit: 100 }, new Date());
		expect(items.some(({ id }) => id === foreign)).toBe(false);
		const { conversations, channels } = await sync(scope, { since: "1" }, new Date());
		expect(conversations.some(({ id }) => id === foreign)).toBe(false);
		expect(channels.map(({ id }) => id)).not.toContain(other.id);
	}
});

async function events(conversationId: string): Promise<string[]> {
	const found = await rows<{ type: string }>({
		text: "SELECT type FROM messages WHERE conversation_id = $1 AND direction = 'event' ORDER BY seq",
		values: [conversationId],
	});
	return found.map(({ type }) => type);
}
