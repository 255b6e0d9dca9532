import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { reply } from "@/lib/conversations/reply";
import type { ConversationItem, Message } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { getPool, rows } from "@/lib/db";
import { databaseUrl } from "@/tests/support/database";
import { type Channel, makeAgent, makeChannel, textFrom, write, writeFirst } from "@/tests/support/desk";

const WRITERS = 3;
let channel: Channel;
let agent: Scope;
const writers = Array.from({ length: WRITERS }, () => new pg.Client({ connectionString: databaseUrl }));

beforeAll(async () => {
	channel = await makeChannel("sync");
	agent = await makeAgent("林晓");
	await Promise.all(writers.map((writer) => writer.connect()));
});

afterAll(() => Promise.all(writers.map((writer) => writer.end())));

/** A screen that follows cursors: it knows only what sync has told it. */
function makeScreen(watched: string) {
	const conversations = new Map<string, ConversationItem>();
	const messages = new Map<string, Message>();
	let since: string | undefined;
	return {
		conversations,
		messages,
		async catchUp(): Promise<void> {
			const answer = await sync(agent, { since, conversation: watched }, new Date());
			expect(answer.reset).toBe(false);
			since = answer.cursor;
			for (const item of answer.conversations) conversations.set(item.id, item);
			for (const message of answer.messages) messages.set(message.id, message);
		},
	};
}

const step = fc.oneof(
	fc.record({ do: fc.constantFrom("write", "write", "commit", "rollback"), by: fc.nat(WRITERS - 1) }),
	fc.record({ do: fc.constant("sync"), by: fc.constant(0) }),
);

test("transactions that end in any order, long after they began: a screen that follows cursors misses nothing", async () => {
	let run = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
			run++;
			const ids = await Promise.all(writers.map((_, n) => writeFirst(channel, `oSync${run}-${n}`)));
			const screen = makeScreen(ids[0] ?? "");
			await screen.catchUp();
			const open = new Set<number>();
			for (const one of steps) {
				if (one.do === "sync") await screen.catchUp();
				else if (one.do === "write") await writeIn(one.by, open, `oSync${run}-${one.by}`);
				else if (open.delete(one.by)) await writers[one.by]?.query(one.do);
			}
			for (const by of open) await writers[by]?.query("COMMIT");
			await screen.catchUp();
			await expectUpToDate(screen, ids);
		}),
		{ numRuns: 30 },
	);
}, 60_000);

async function writeIn(by: number, open: Set<number>, openid: string): Promise<void> {
	const writer = writers[by];
	if (!open.has(by)) await writer?.query("BEGIN");
	open.add(by);
	const key = crypto.randomUUID();
	await writer?.query(
		`SELECT kefu_receive_push($1,$2,'raw','message',$3,'text','{"type":"text","text":"hi"}','hi',now(),NULL,NULL,NULL,5,60)`,
		[channel.id, key, openid],
	);
}

async function expectUpToDate(screen: ReturnType<typeof makeScreen>, ids: string[]): Promise<void> {
	for (const id of ids) {
		const { unread, changeId } = await getConversation(agent, id, new Date());
		const known = screen.conversations.get(id);
		if (known) expect({ unread: known.unread, changeId: known.changeId }).toEqual({ unread, changeId });
		else expect(unread).toBe(1);
	}
	const { items } = await listMessages(agent, ids[0] ?? "", { limit: 100 });
	for (const item of items.slice(1)) expect(screen.messages.get(item.id)).toEqual(item);
}

test("a change of a message's status comes with the next sync, each of them", async () => {
	const id = await writeFirst(channel, "oStatus");
	const screen = makeScreen(id);
	await screen.catchUp();
	const { message } = await reply(agent, id, { clientKey: "k", type: "text", text: "答" });
	await screen.catchUp();
	expect(screen.messages.get(message.id)).toMatchObject({ status: "queued" });
	await rows({ text: "SELECT * FROM kefu_claim_message($1, 45)", values: [id] });
	await screen.catchUp();
	expect(screen.messages.get(message.id)).toMatchObject({ status: "sending" });
	expect(screen.conversations.get(id)?.lastMessage).toMatchObject({ status: "sending" });
	await rows({
		text: "SELECT kefu_record_send($1, $2, 'failed', 40003, 'x', NULL, NULL)",
		values: [id, message.seq],
	});
	await screen.catchUp();
	expect(screen.messages.get(message.id)).toMatchObject({ status: "failed", failure: { errcode: 40003 } });
	await deliver(id);
});

test("every change of a conversation comes: mode, owner, closing, reading", async () => {
	const id = await writeFirst(channel, "oEvery");
	const screen = makeScreen(id);
	await screen.catchUp();
	await changeConversation(agent, id, { kind: "mode", mode: "transfer" });
	await screen.catchUp();
	expect(screen.conversations.get(id)).toMatchObject({ mode: "transfer", waitingSince: null });
	await changeConversation(agent, id, { kind: "claim" });
	await changeConversation(agent, id, { kind: "status", status: "closed" });
	await screen.catchUp();
	expect(screen.conversations.get(id)).toMatchObject({ mode: "agent", status: "closed", unread: 0 });
	// What was there before may come once more: another transaction of the server was still running.
	const events = [...screen.messages.values()].filter(({ direction }) => direction === "event");
	expect(events.map(({ type }) => type)).toEqual(["mode_changed", "mode_changed", "assigned", "closed"]);
});

test("without a cursor nothing but a cursor and the counts come", async () => {
	const answer = await sync(agent, {}, new Date());
	expect(answer).toMatchObject({ conversations: [], messages: [], reset: false });
	expect(answer.cursor).toMatch(/^\d+$/);
});

test.each(["9999999999999999999", "9223372036854775807", "4611686018427387904"])(
	"a cursor of another database (%s) makes the screen load everything again",
	async (since) => {
		expect(await sync(agent, { since }, new Date())).toMatchObject({ reset: true, conversations: [] });
	},
);

test("more than two hundred changes are cheaper loaded again", async () => {
	const busy = await makeChannel("sync-busy");
	const { cursor } = await sync(agent, {}, new Date());
	for (let n = 0; n < 201; n++) await write(busy, textFrom(`oBusy${n}`, "hi"));
	const answer = await sync(agent, { since: cursor }, new Date());
	expect(answer).toMatchObject({ reset: true, conversations: [], messages: [] });
	// An older transaction of the server holds the cursor back: from each the next is had, and with it the end.
	let since = answer.cursor;
	await expect
		.poll(async () => {
			const next = await sync(agent, { since }, new Date());
			since = next.cursor;
			return next;
		})
		.toMatchObject({ reset: false, conversations: [] });
});

test("a change committed after a later transaction's has the greater change id", async () => {
	const late = await makeChannel("sync-late");
	await write(late, textFrom("oLate", "hi"));
	const client = await getPool().connect();
	const other = await getPool().connect();
	try {
		const change =
			"UPDATE conversations SET unread = $1, change_id = pg_current_xact_id()::text::bigint WHERE channel_id = 'sync-late'";
		await client.query("BEGIN");
		// The transaction has its id before the other begins.
		await client.query("SELECT pg_current_xact_id()");
		await other.query(change, [7]);
		const before = await other.query("SELECT change_id FROM conversations WHERE channel_id = 'sync-late'");
		await client.query(change, [8]);
		await client.query("COMMIT");
		const after = await other.query(
			"SELECT change_id, unread FROM conversations WHERE channel_id = 'sync-late'",
		);
		expect(after.rows[0].unread).toBe(8);
		expect(BigInt(after.rows[0].change_id)).toBeGreaterThan(BigInt(before.rows[0].change_id));
	} finally {
		client.release();
		other.release();
	}
});
