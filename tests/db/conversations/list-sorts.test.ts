import { beforeAll, expect, test } from "vitest";
import { listConversations } from "@/lib/conversations/list";
import { SORTS, VIEWS } from "@/lib/conversations/names";
import { reply } from "@/lib/conversations/reply";
import type { Sort } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { changeConversation } from "@/lib/conversations/update";
import { getPool, getPrisma, rows } from "@/lib/db";
import { MINUTE_MS } from "@/lib/time";
import { type Channel, makeAgent, makeChannel, textFrom, write, writeFirst } from "@/tests/support/desk";

const NOW = new Date();
let slow: Channel;
let fast: Channel;
let agent: Scope;
const ids: Record<string, string> = {};

beforeAll(async () => {
	[slow, fast] = [await makeChannel("sorts-slow"), await makeChannel("sorts-fast")];
	await getPrisma().channel.update({ where: { id: slow.id }, data: { slaMinutes: 60 } });
	await getPrisma().channel.update({ where: { id: fast.id }, data: { slaMinutes: 10 } });
	agent = await makeAgent("林晓");
	// Minutes ago: since when they wait, and when something happened last.
	await person(slow, "long", { waits: 30, active: 1 });
	await person(fast, "due", { waits: 5, active: 5 });
	await person(slow, "new", { waits: 2, active: 2 });
	await person(slow, "closing", { waits: 1, active: 4 });
	await rows({
		text: "UPDATE conversations SET last_customer_message_at = now() - interval '47 hours 59 minutes' WHERE id = $1",
		values: [ids.closing],
	});
	await person(fast, "answered", { waits: null, active: 3 });
	await person(fast, "quiet", { waits: null, active: 90 });
});

async function person(channel: Channel, name: string, ago: { waits: number | null; active: number }) {
	const id = await writeFirst(channel, `o-${name}`);
	ids[name] = id;
	const at = (minutes: number | null) => minutes && new Date(NOW.getTime() - minutes * MINUTE_MS);
	await rows({
		text: "UPDATE conversations SET waiting_since = $2, last_activity_at = $3 WHERE id = $1",
		values: [id, at(ago.waits), at(ago.active)],
	});
}

const page = (sort: Sort, more: object = {}) =>
	listConversations(agent, { view: "all", sort, limit: 100, ...more }, NOW);
const names = async (sort: Sort, more: object = {}) =>
	(await page(sort, more)).items.map(({ customer }) => customer.openid.slice(2));

test("dying: what ends first of the first answer's time and the window, then the rest, newest first", async () => {
	expect(await names("dying")).toEqual(["closing", "due", "long", "new", "answered", "quiet"]);
});

test("waiting: who waits longest, then the rest; newest: the last activity", async () => {
	expect(await names("waiting")).toEqual(["long", "due", "new", "closing", "answered", "quiet"]);
	expect(await names("newest")).toEqual(["long", "new", "answered", "closing", "due", "quiet"]);
});

test.each(SORTS)("pages by %s hold what one page holds, whatever their size", async (sort) => {
	const whole = await names(sort);
	for (const limit of [1, 2, 3, 5]) {
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const { items, nextCursor } = await page(sort, { limit, cursor });
			seen.push(...items.map(({ customer }) => customer.openid.slice(2)));
			cursor = nextCursor ?? undefined;
		} while (cursor);
		expect(seen).toEqual(whole);
	}
});

test("a cursor of another sort is refused", async () => {
	for (const sort of SORTS) {
		const { nextCursor: cursor } = await page(sort, { limit: 1 });
		for (const other of SORTS.filter((candidate) => candidate !== sort))
			await expect(page(other, { limit: 1, cursor })).rejects.toMatchObject({
				code: "bad_request",
				status: 400,
			});
	}
});

test("every view, sort and filter is one statement that Postgres takes", async () => {
	const scoped = await makeAgent("张", { channelIds: [slow.id] });
	for (const view of VIEWS)
		for (const sort of SORTS)
			for (const filter of [{}, { channel: slow.id }, { tag: "老客", q: "o" }, { later: true }])
				for (const scope of [agent, scoped]) {
					const { items, nextCursor } = await listConversations(
						scope,
						{ view, sort, limit: 1, ...filter },
						NOW,
					);
					if (nextCursor)
						await listConversations(scope, { view, sort, limit: 1, cursor: nextCursor, ...filter }, NOW);
					expect(items.length).toBeLessThanOrEqual(1);
				}
});

test("a tag narrows the list", async () => {
	await rows({ text: "UPDATE conversations SET tags = '{老客,杭州}' WHERE id = $1", values: [ids.new] });
	await rows({ text: "UPDATE conversations SET tags = '{老客}' WHERE id = $1", values: [ids.quiet] });
	expect(await names("dying", { tag: "老客" })).toEqual(["new", "quiet"]);
	expect(await names("newest", { tag: "杭州" })).toEqual(["new"]);
	expect(await names("newest", { tag: "{老客}" })).toEqual([]);
});

test("a waiting row says when its first answer is due and when it becomes urgent; an answered one does not", async () => {
	const { items } = await page("newest");
	const find = (name: string) => items.find(({ id }) => id === ids[name]);
	const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS).toISOString();
	expect(find("due")?.sla).toEqual({ dueAt: at(5), warnAt: at(2) });
	expect(find("long")?.sla).toEqual({ dueAt: at(30), warnAt: at(12) });
	expect(find("answered")?.sla).toBeNull();
});

test("a row says that the newest reply failed, and why, or is unknown, until a later one is on its way", async () => {
	const id = await writeFirst(slow, "o-failed");
	await changeConversation(agent, id, { kind: "claim" });
	const say = (clientKey: string) => reply(agent, id, { clientKey, type: "text", text: clientKey });
	const end = (status: string, errcode: number | null = null) =>
		rows({
			text: `WITH s AS (SELECT r_seq FROM kefu_claim_message($1, 30))
				SELECT kefu_record_send($1, (SELECT r_seq FROM s), $2::message_status, $3, NULL, NULL, now())`,
			values: [id, status, errcode],
		});
	const item = async () => (await page("newest")).items.find((item) => item.id === id);
	const failed = async () => (await item())?.failed;
	await say("a");
	expect(await failed()).toBe(false);
	await end("failed", 45047);
	expect(await item()).toMatchObject({
		failed: true,
		failure: { zh: "条数已用完", en: expect.stringMatching(/^[^.:]+$/) },
	});
	// The customer's words do not make it good.
	await write(slow, textFrom("o-failed", "在吗"));
	expect(await failed()).toBe(true);
	await say("b");
	expect(await failed()).toBe(false);
	await end("unknown");
	expect(await item()).toMatchObject({ failed: true, failure: null });
	const { conversations } = await sync(agent, { since: "0" }, NOW);
	expect(conversations.find((item) => item.id === id)?.failed).toBe(true);
});

test("who waits is found through an index of those who wait", async () => {
	const { rows: plan } = await getPool().query(
		"EXPLAIN SELECT c.id FROM conversations c WHERE c.waiting_since IS NOT NULL AND c.status = 'open' ORDER BY c.waiting_since, c.id LIMIT 51",
	);
	expect(JSON.stringify(plan)).toContain("conversations_waiting");
});
