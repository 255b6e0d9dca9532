/**
 * Started by inbox.mjs as `tsx inbox-run.ts <json>`: calls the functions behind the inbox, one at a time, and counts the statements that
 * each sends. The last line it prints is the result.
 */

import { countConversations } from "@/lib/conversations/counts";
import { listConversations } from "@/lib/conversations/list";
import { VIEWS } from "@/lib/conversations/names";
import { receive } from "@/lib/conversations/receive";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { listMessages } from "@/lib/conversations/thread";
import { closeDatabase, getPool, rows } from "@/lib/db";
import { search } from "@/lib/search/search";
import { FREQUENT_WORD, RARE_WORD } from "./inbox-words.mjs";
import { tellResult } from "./measurement.mjs";

interface Case {
	name: string;
	times: number[];
	/** How many statements a call sends: the fewest and the most. */
	statements: [number, number];
}

const { conversations }: { conversations: number } = JSON.parse(process.argv[2] ?? "");
const RUNS = 60;
/** Calls before: a prepared statement gets its lasting plan at the sixth. */
const WARM_UP = 8;
const PAGE = 50;
/** Pages of a hundred gone down before a deep page. */
const DEPTH = 100;

const agents = await rows<{ id: string; name: string }>({
	text: "SELECT id, name FROM agents ORDER BY name",
});
const scopeOf = (run: number): Scope => ({
	agent: agents[run % agents.length] ?? { id: "", name: "" },
	channelIds: null,
});
const ids = (
	await rows<{ id: string }>({
		text: `SELECT bench_uuid('conversation' || (n * 48271 + 11) % $1) AS id FROM generate_series(1, 200) n`,
		values: [conversations],
	})
).map(({ id }) => id);
const idOf = (run: number): string => ids[run % ids.length] ?? "";
const [long] = await rows<{ id: string; last_seq: number }>({
	text: "SELECT id, last_seq FROM conversations ORDER BY last_seq DESC LIMIT 1",
});
if (!long) throw new Error("there are no conversations");

let statements = 0;
countStatements();
const cases: Case[] = [];

for (const view of VIEWS) {
	await measure(`list ${view}, first page`, (run) =>
		listConversations(scopeOf(run), { view, limit: PAGE }, new Date()),
	);
}
for (const view of ["unassigned", "mine", "all"] as const) {
	for (const sort of ["dying", "waiting"] as const) {
		await measure(`list ${view}, ${sort} first`, (run) =>
			listConversations(scopeOf(run), { view, sort, limit: PAGE }, new Date()),
		);
	}
}
for (const [name, narrow] of Object.entries({
	channel: { channel: "bench-3" },
	tag: { tag: "物流" },
	"tag and channel": { tag: "物流", channel: "bench-3" },
})) {
	await measure(`list all, one ${name}`, (run) =>
		listConversations(scopeOf(run), { view: "all", ...narrow, limit: PAGE }, new Date()),
	);
}
for (const view of ["all", "closed"] as const) {
	const cursor = await cursorDownIn(view);
	await measure(`list ${view}, ${DEPTH * 100} rows deep`, (run) =>
		listConversations(scopeOf(run), { view, limit: PAGE, cursor }, new Date()),
	);
}
await measure("thread, opened", (run) => listMessages(scopeOf(run), idOf(run), { limit: PAGE }));
await measure(`thread of ${long.last_seq}, opened`, (run) =>
	listMessages(scopeOf(run), long.id, { limit: PAGE }),
);
await measure(`thread of ${long.last_seq}, older page`, (run) =>
	listMessages(scopeOf(run), long.id, {
		limit: PAGE,
		before: Math.floor((long.last_seq * (run + 1)) / (RUNS + WARM_UP)) + 1,
	}),
);
const found = (
	await rows<{ id: string }>({
		text: `SELECT id::text FROM messages WHERE conversation_id = $1
			AND seq = ANY (ARRAY(SELECT 1 + (n * 48271::bigint) % $2 FROM generate_series(1, ${WARM_UP + RUNS}) n))`,
		values: [long.id, long.last_seq],
	})
).map(({ id }) => id);
await measure(`thread of ${long.last_seq}, around a message`, (run) =>
	listMessages(scopeOf(run), long.id, { limit: PAGE, around: found[run % found.length] }),
);
await measure(`thread of ${long.last_seq}, around what is unread`, (run) =>
	listMessages(scopeOf(run), long.id, { limit: PAGE, around: "unread" }),
);
let since = "";
await measure(
	"sync after one change",
	(run) => sync(scopeOf(run), { since, conversation: idOf(run) }, new Date()),
	async (run) => {
		since = (await sync(scopeOf(run), {}, new Date())).cursor;
		await letWrite(idOf(run));
	},
);
await measure("counts", (run) => countConversations(scopeOf(run)));
await measureSearches();
await closeDatabase();
tellResult({ cases, runs: RUNS });

async function measureSearches(): Promise<void> {
	const find =
		(q: string, kind: "messages" | "customers" | "notes" = "messages", channel?: string) =>
		(run: number) =>
			search(scopeOf(run), { q, kind, limit: 20, ...(channel && { channel }) });
	await measure(`search, frequent word ${FREQUENT_WORD}`, find(FREQUENT_WORD));
	await measure(`search, rare word ${RARE_WORD}`, find(RARE_WORD));
	await measure("search, a word that is nowhere", find("龘靐"));
	await measure("search, one character", find("退"));
	await measure("search, two words", find(`${FREQUENT_WORD} 订单`));
	await measure("search, rare and frequent word", find(`${RARE_WORD} ${FREQUENT_WORD}`));
	await measure("search, part of a number", find("025012345"));
	await measure("search, frequent word in one channel", find(FREQUENT_WORD, "messages", "bench-3"));
	await measure("search, notes", find(FREQUENT_WORD, "notes"));
	await measure("search, customers by name", find("王", "customers"));
	const [customer] = await rows<{ external_id: string }>({
		text: "SELECT external_id FROM customers LIMIT 1",
	});
	await measure("search, customers by openid", find(customer?.external_id.slice(4, 12) ?? "", "customers"));
}

/** Times one call after another. */
async function measure(
	name: string,
	call: (run: number) => Promise<unknown>,
	prepare?: (run: number) => Promise<void>,
): Promise<void> {
	const measured: Case = { name, times: [], statements: [Number.POSITIVE_INFINITY, 0] };
	for (let run = 0; run < WARM_UP + RUNS; run++) {
		await prepare?.(run);
		statements = 0;
		const begun = performance.now();
		await call(run);
		if (run < WARM_UP) continue;
		measured.times.push(performance.now() - begun);
		const [fewest, most] = measured.statements;
		measured.statements = [Math.min(fewest, statements), Math.max(most, statements)];
	}
	cases.push(measured);
}

/** Goes down page by page, as somebody who scrolls. */
async function cursorDownIn(view: "all" | "closed"): Promise<string | undefined> {
	let cursor: string | undefined;
	for (let page = 0; page < DEPTH; page++) {
		const { nextCursor } = await listConversations(scopeOf(0), { view, limit: 100, cursor }, new Date());
		if (nextCursor === null) break;
		cursor = nextCursor;
	}
	return cursor;
}

/** The customer of a conversation writes, through the statement of the push door. */
async function letWrite(conversationId: string): Promise<void> {
	const [customer] = await rows<{ channel_id: string; external_id: string }>({
		text: `SELECT u.channel_id, u.external_id FROM customers u JOIN conversations c ON c.customer_id = u.id WHERE c.id = $1`,
		values: [conversationId],
	});
	if (!customer) throw new Error("the conversation has no customer");
	const { channel_id: channelId, external_id: externalId } = customer;
	await receive(
		channelId,
		{
			kind: "message",
			externalId,
			occurredAt: new Date(),
			content: { type: "text", text: "你好，请问什么时候发货" },
			media: null,
			grant: { limit: 5, seconds: 48 * 3600 },
			dedupeKey: `m:${externalId}:${crypto.randomUUID()}`,
		},
		Buffer.from("raw"),
	);
}

/** Everything goes through the one pool. */
function countStatements(): void {
	const pool = getPool();
	const query = pool.query;
	pool.query = new Proxy(query, {
		apply(target, self, given) {
			statements++;
			return Reflect.apply(target, self, given);
		},
	});
}
