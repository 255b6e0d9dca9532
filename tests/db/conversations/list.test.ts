import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { markRead, saveDraft } from "@/lib/conversations/annotations";
import { countConversations } from "@/lib/conversations/counts";
import { listConversations } from "@/lib/conversations/list";
import { VIEWS } from "@/lib/conversations/names";
import { reply } from "@/lib/conversations/reply";
import { draftSchema, listQuerySchema, messagesQuerySchema, readSchema } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { rows } from "@/lib/db";
import { type Channel, makeAgent, makeChannel, textFrom, write, writeFirst } from "@/tests/support/desk";
import { countStatements } from "@/tests/support/statements";

const NOW = new Date();
let one: Channel;
let two: Channel;
let agent: Scope;
let colleague: Scope;
const ids: Record<string, string> = {};

beforeAll(async () => {
	[one, two] = [await makeChannel("list-one"), await makeChannel("list-two", { openingMode: "bot" })];
	[agent, colleague] = [await makeAgent("林晓"), await makeAgent("周子墨")];
	for (const name of ["mine", "hers", "waiting", "closed", "tool"])
		ids[name] = await writeFirst(one, `o-${name}`);
	ids.bot = await writeFirst(two, "o-bot");
	await changeConversation(agent, ids.mine ?? "", { kind: "claim" });
	await changeConversation(colleague, ids.hers ?? "", { kind: "claim" });
	await changeConversation(agent, ids.closed ?? "", { kind: "status", status: "closed" });
	await changeConversation(agent, ids.tool ?? "", { kind: "mode", mode: "transfer" });
});

afterEach(() => {
	vi.restoreAllMocks();
});

const list = (query: Record<string, unknown>, scope = agent) =>
	listConversations(scope, listQuerySchema.parse(query), NOW);
const names = async (query: Record<string, unknown>, scope = agent) =>
	(await list(query, scope)).items.map(({ customer }) => customer.openid).sort();

test.each([
	["mine", ["o-mine"]],
	["unassigned", ["o-waiting"]],
	["bot", ["o-bot"]],
	["transfer", ["o-tool"]],
	["closed", ["o-closed"]],
	["all", ["o-bot", "o-hers", "o-mine", "o-tool", "o-waiting"]],
])("the view %s holds what belongs to it", async (view, expected) => {
	expect(await names({ view })).toEqual(expected);
});

test("each view shows as many as its count says, for everyone, in their scope", async () => {
	const scoped = await makeAgent("张", { channelIds: [two.id] });
	for (const scope of [agent, colleague, scoped]) {
		const { counts, channels } = await countConversations(scope);
		for (const view of VIEWS) {
			if (view !== "closed") expect(counts[view]).toBe((await names({ view }, scope)).length);
		}
		expect(channels.reduce((sum, { count }) => sum + count, 0)).toBe(counts.all);
	}
	expect((await countConversations(scoped)).channels.map(({ id }) => id)).toEqual([two.id]);
});

test("a channel and words narrow a view; words are taken as they are", async () => {
	expect(await names({ channel: two.id })).toEqual(["o-bot"]);
	expect(await names({ channel: "nothing" })).toEqual([]);
	await rows({ text: "UPDATE customers SET alias = '王_五 100%' WHERE external_id = 'o-waiting'" });
	expect(await names({ q: "王_五" })).toEqual(["o-waiting"]);
	expect(await names({ q: "_" })).toEqual(["o-waiting"]);
	expect(await names({ q: "100%" })).toEqual(["o-waiting"]);
	expect(await names({ q: "O-MINE" })).toEqual(["o-mine"]);
	expect(await names({ q: "  " })).toEqual(await names({}));
	expect(await names({ q: "'; DROP TABLE conversations; --" })).toEqual([]);
});

test("input that no database could take is refused at the edge", () => {
	const bad = [
		{ q: "a\0" },
		{ channel: "a\0" },
		{ limit: "0" },
		{ limit: "101" },
		{ view: "secret" },
		{ limit: "x" },
	];
	expect(bad.filter((query) => listQuerySchema.safeParse(query).success)).toEqual([]);
	const beyond = 2_147_483_648;
	expect(messagesQuerySchema.safeParse({ before: `${beyond}` }).success).toBe(false);
	expect(messagesQuerySchema.safeParse({ after: `${beyond}` }).success).toBe(false);
	expect(readSchema.safeParse({ seq: beyond }).success).toBe(false);
	expect(draftSchema.safeParse({ text: "a\0b" }).success).toBe(false);
});

test("pages follow each other without a gap and without anything twice, also when many have the same instant", async () => {
	const crowd = await makeChannel("list-crowd");
	for (let n = 0; n < 23; n++) await writeFirst(crowd, `o-crowd-${n}`);
	await rows({
		text: `UPDATE conversations SET last_activity_at = date_trunc('second', now()) - make_interval(secs => last_seq)
			WHERE channel_id = 'list-crowd'`,
	});
	const seen: string[] = [];
	let cursor: string | undefined;
	do {
		const page = await list({ channel: crowd.id, limit: 5, cursor });
		seen.push(...page.items.map(({ id }) => id));
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
	expect(seen).toHaveLength(23);
	expect(new Set(seen).size).toBe(23);
});

test.each([
	"",
	"x",
	Buffer.from("[1,2]").toString("base64url"),
	Buffer.from('["2026-01-01T00:00:00Z","x"]').toString("base64url"),
])("a cursor that is not ours is told so: %j", async (cursor) => {
	await expect(list({ cursor })).rejects.toMatchObject({ code: "bad_request", status: 400 });
});

test("an item says all that the row shows", async () => {
	const { items } = await list({ q: "o-mine" });
	expect(items[0]).toMatchObject({
		customer: { name: "用户 MINE", openid: "o-mine", avatarUrl: null },
		channel: { id: one.id, kind: "miniprogram", name: one.id },
		mode: "agent",
		status: "open",
		assignee: agent.agent,
		tags: [],
		lastMessage: { text: "你好", type: "text", direction: "in", status: "received" },
		unread: 1,
		window: { kind: "message", remaining: 5, limit: 5 },
		waitingSince: expect.stringMatching(/^\d{4}-.*Z$/),
	});
});

test("the number of statements is the same for one row and for many", async () => {
	const crowd = await makeChannel("list-statements");
	const id = await writeFirst(crowd, "o-first");
	const { cursor } = await sync(agent, {}, NOW);
	const work = {
		list: () => list({ channel: crowd.id, limit: 100 }),
		counts: () => countConversations(agent),
		thread: () => listMessages(agent, id, { limit: 100 }),
		detail: () => getConversation(agent, id, NOW),
		sync: () => sync(agent, { since: cursor, conversation: id }, NOW),
	};
	const measure = async () => {
		const counted: Record<string, number> = {};
		for (const [name, run] of Object.entries(work)) {
			counted[name] = await countStatements(run);
		}
		return counted;
	};
	const few = await measure();
	for (let n = 0; n < 30; n++) {
		await writeFirst(crowd, `o-${n}`);
		await write(crowd, textFrom("o-first", `${n}`));
	}
	await reply(agent, id, { clientKey: "k", type: "text", text: "x" });
	expect(await measure()).toEqual(few);
	expect(few).toEqual({ list: 1, counts: 1, thread: 2, detail: 2, sync: 6 });
});

test("thread pages: the newest, those before, those after; more before is told", async () => {
	const id = await writeFirst(one, "o-thread");
	for (let n = 2; n <= 10; n++) await write(one, textFrom("o-thread", `${n}`));
	const seqs = async (query: object) =>
		(await listMessages(agent, id, { limit: 3, ...query })).items.map(({ seq }) => seq);
	expect(await seqs({})).toEqual([8, 9, 10]);
	expect(await seqs({ before: 8 })).toEqual([5, 6, 7]);
	expect(await seqs({ after: 2 })).toEqual([3, 4, 5]);
	expect(await seqs({ after: 10 })).toEqual([]);
	expect(await listMessages(agent, id, { limit: 3, before: 4 })).toMatchObject({ hasMoreBefore: false });
	expect(await listMessages(agent, id, { limit: 3 })).toMatchObject({ hasMoreBefore: true });
});

test("reading is noted by who has it or while nobody has, never beyond the end, and once", async () => {
	const id = await writeFirst(one, "o-read");
	await write(one, textFrom("o-read", "2"));
	await markRead(agent, id, 1);
	expect(await getConversation(agent, id, NOW)).toMatchObject({ unread: 1, readSeq: 1 });
	await changeConversation(agent, id, { kind: "claim" });
	await markRead(colleague, id, 2);
	expect(await getConversation(agent, id, NOW)).toMatchObject({ unread: 1 });
	await markRead(agent, id, 2_000_000_000);
	const { changeId, readSeq } = await getConversation(agent, id, NOW);
	expect(readSeq).toBe(3);
	await markRead(agent, id, 2_000_000_000);
	expect(await getConversation(agent, id, NOW)).toMatchObject({ unread: 0, changeId });
});

test("a draft is each agent's own, and empty text forgets it", async () => {
	const id = await writeFirst(one, "o-draft");
	await saveDraft(agent, id, "写到一半");
	expect([await getConversation(agent, id, NOW), await getConversation(colleague, id, NOW)]).toMatchObject([
		{ draft: "写到一半" },
		{ draft: "" },
	]);
	const startOf = async (scope: Scope) => (await list({ q: "o-draft" }, scope)).items[0]?.draftStart;
	expect([await startOf(agent), await startOf(colleague)], "in the list").toEqual(["写到一半", ""]);
	await saveDraft(agent, id, "长".repeat(500));
	expect(await startOf(agent)).toBe("长".repeat(100));
	await Promise.all([saveDraft(agent, id, "a"), saveDraft(agent, id, "b")]);
	await saveDraft(agent, id, "");
	expect(await getConversation(agent, id, NOW)).toMatchObject({ draft: "" });
});
