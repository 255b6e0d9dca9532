import { beforeAll, expect, test } from "vitest";
import { countConversations } from "@/lib/conversations/counts";
import { listConversations } from "@/lib/conversations/list";
import { reply } from "@/lib/conversations/reply";
import { type Sort, snoozeSchema, type View } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { snooze, wakeSnoozed } from "@/lib/conversations/snooze";
import { sync } from "@/lib/conversations/sync";
import { getConversation } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { sweep } from "@/lib/jobs/worker";
import { HOUR_MS } from "@/lib/time";
import {
	type Channel,
	enterFrom,
	makeAgent,
	makeChannel,
	textFrom,
	write,
	writeFirst,
} from "@/tests/support/desk";
import { settledCursor } from "@/tests/support/settled-cursor";

let channel: Channel;
let agent: Scope;
let colleague: Scope;

beforeAll(async () => {
	channel = await makeChannel("snooze");
	[agent, colleague] = [await makeAgent("林晓"), await makeAgent("周子墨")];
});

const inAnHour = () => new Date(Date.now() + HOUR_MS);
const isIn = async (view: View, id: string, scope = agent, sort: Sort = "newest") =>
	(await listConversations(scope, { view, sort, limit: 100 }, new Date())).items.some(
		(item) => item.id === id,
	);
const snoozedUntil = async (id: string) => (await getConversation(agent, id, new Date())).snoozedUntil;
const counts = async () => (await countConversations(agent)).counts;

/** Claimed by the agent and put away for an hour. */
async function putAway(name: string): Promise<string> {
	const id = await writeFirst(channel, name);
	await changeConversation(agent, id, { kind: "claim" });
	await snooze(agent, id, inAnHour(), new Date());
	return id;
}

test("what is put away leaves the queue and its count, stays among all, and comes back when it is taken back", async () => {
	const id = await writeFirst(channel, "o-away");
	await changeConversation(agent, id, { kind: "claim" });
	const before = await counts();
	const until = inAnHour();
	await snooze(agent, id, until, new Date());
	expect(await snoozedUntil(id)).toBe(until.toISOString());
	for (const sort of ["newest", "waiting", "dying"] as const)
		expect(await isIn("mine", id, agent, sort)).toBe(false);
	expect(await isIn("all", id)).toBe(true);
	expect(await counts()).toEqual({ ...before, mine: before.mine - 1 });
	await snooze(agent, id, null, new Date());
	expect(await isIn("mine", id)).toBe(true);
	expect(await counts()).toEqual(before);
});

test("what is put away is found by asking for it alone, and its owner knows how much that is", async () => {
	const before = (await countConversations(agent)).later;
	const id = await putAway("o-found");
	const later = async (view: View, scope = agent) =>
		(await listConversations(scope, { view, later: true, limit: 100 }, new Date())).items;
	expect((await later("mine")).some((item) => item.id === id)).toBe(true);
	expect((await later("mine")).every((item) => item.snoozedUntil !== null)).toBe(true);
	expect((await later("mine", colleague)).some((item) => item.id === id)).toBe(false);
	expect(await later("unassigned")).toEqual([]);
	expect((await countConversations(agent)).later).toBe(before + 1);
	expect((await countConversations(colleague)).later).toBe(0);
	await snooze(agent, id, null, new Date());
	expect((await countConversations(agent)).later).toBe(before);
});

test("the customer's next message brings it back; their entering and our own reply do not", async () => {
	const id = await putAway("o-writes");
	await write(channel, enterFrom("o-writes"));
	await reply(agent, id, { clientKey: "k", type: "text", text: "稍等" });
	expect(await isIn("mine", id)).toBe(false);
	await write(channel, textFrom("o-writes", "好了吗"));
	expect(await isIn("mine", id)).toBe(true);
	expect(await snoozedUntil(id)).toBeNull();
});

test("a hand-over brings it back: the new owner has never seen it put away", async () => {
	const id = await putAway("o-handed");
	await changeConversation(agent, id, { kind: "assign", assignee: colleague.agent });
	expect(await isIn("mine", id, colleague)).toBe(true);
});

test("its time brings it back, and open screens are told by sync", async () => {
	const id = await putAway("o-due");
	const kept = await putAway("o-later");
	await snooze(agent, kept, new Date(Date.now() + 3 * HOUR_MS), new Date());
	const cursor = await settledCursor();
	expect(await wakeSnoozed(new Date(Date.now() + 2 * HOUR_MS))).toContain(id);
	expect(await isIn("mine", id)).toBe(true);
	expect(await isIn("mine", kept)).toBe(false);
	const { conversations } = await sync(agent, { since: cursor }, new Date());
	expect(conversations.find((item) => item.id === id)?.snoozedUntil).toBeNull();
	// A row may come again with sync; what it says must hold.
	expect(conversations.filter((item) => item.id === kept && item.snoozedUntil === null)).toEqual([]);
	expect(await wakeSnoozed(new Date(Date.now() + 2 * HOUR_MS))).toEqual([]);
	await sweep(new Date(Date.now() + 4 * HOUR_MS));
	expect(await isIn("mine", kept)).toBe(true);
});

test("a time that is past or absurd, a closed conversation and a stranger's are refused", async () => {
	const id = await writeFirst(channel, "o-refused");
	const now = new Date();
	const until = (ms: number) => snooze(agent, id, new Date(now.getTime() + ms), now);
	await expect(until(0)).rejects.toMatchObject({ code: "bad_request" });
	await expect(until(91 * 24 * HOUR_MS)).rejects.toMatchObject({ code: "bad_request" });
	const stranger = await makeAgent("别人", { channelIds: [] });
	await expect(snooze(stranger, id, inAnHour(), now)).rejects.toMatchObject({ code: "not_found" });
	await changeConversation(agent, id, { kind: "status", status: "closed" });
	await expect(until(HOUR_MS)).rejects.toMatchObject({ code: "conflict" });
	expect(snoozeSchema.safeParse({ until: "tomorrow" }).success).toBe(false);
	expect(snoozeSchema.safeParse({}).success).toBe(false);
});
