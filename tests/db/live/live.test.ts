import { afterEach, expect, test } from "vitest";
import { getPool, rows } from "@/lib/db";
import type { Wake } from "@/lib/live/events";
import { closeHub, isListening, listen } from "@/lib/live/hub";
import { wakeScreens } from "@/lib/live/publish";
import { liveStream } from "@/lib/live/stream";
import { holdDatabaseLine } from "@/tests/support/database-line";

const line = await holdDatabaseLine();

afterEach(async () => {
	await closeHub();
	await line.mend();
});

/** Collects what a screen hears. */
async function hearing() {
	const heard: string[] = [];
	const resyncs: number[] = [];
	let ended = 0;
	const stop = listen({
		wake: ({ conversationIds }: Wake) => heard.push(...conversationIds),
		resync: () => resyncs.push(Date.now()),
		end: () => ended++,
	});
	await expect.poll(isListening).toBe(true);
	return { heard, resyncs, stop, ended: () => ended };
}

test("a change wakes every screen of every process within a moment, once for many changes", async () => {
	const { heard } = await hearing();
	const id = crypto.randomUUID();
	for (let n = 0; n < 100; n++) wakeScreens(id);
	await expect.poll(() => heard).toEqual([id]);
});

test("a thousand conversations at once all arrive, though one notification holds a hundred and fifty", async () => {
	const { heard } = await hearing();
	const ids = Array.from({ length: 1000 }, () => crypto.randomUUID());
	for (const id of ids) wakeScreens(id);
	await expect.poll(() => new Set(heard).size).toBe(1000);
	expect(new Set(heard)).toEqual(new Set(ids));
});

test("whoever stopped listening hears nothing more; many listeners share one connection", async () => {
	const one = await hearing();
	const two = await hearing();
	one.stop();
	wakeScreens("x");
	await expect.poll(() => two.heard).toEqual(["x"]);
	expect(one.heard).toEqual([]);
	const [{ n } = { n: 0 }] = await rows<{ n: number }>({
		text: `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' OR
			(datname = current_database() AND query = 'SELECT 1' AND state = 'idle')`,
	});
	expect(n).toBeLessThanOrEqual(1);
});

test("a notification that is not ours, or broken, is passed over", async () => {
	const { heard } = await hearing();
	for (const payload of [
		"",
		"not json",
		"[]",
		"null",
		'{"conversationIds":[1]}',
		'{"conversationIds":"x"}',
	]) {
		await getPool().query("SELECT pg_notify('kefu_live', $1)", [payload]);
	}
	wakeScreens("after");
	await expect.poll(() => heard).toEqual(["after"]);
});

test("the connection is lost: not listening until it is back, then the screen is told to catch up", async () => {
	const { heard, resyncs } = await hearing();
	const before = resyncs.length;
	line.cut();
	await expect.poll(isListening).toBe(false);
	await line.mend();
	await expect.poll(() => resyncs.length).toBe(before + 1);
	expect(isListening()).toBe(true);
	wakeScreens("back");
	await expect.poll(() => heard).toContain("back");
});

test("the connection is there and says nothing: it counts as lost by itself", async () => {
	await hearing();
	line.silence();
	await expect.poll(isListening).toBe(false);
});

test("a stream says at once that it lives, then what woke it, and ends when the process stops", async () => {
	const reader = liveStream(new AbortController().signal).getReader();
	const next = async () => new TextDecoder().decode((await reader.read()).value);
	expect(await next()).toBe("event: beat\ndata: {}\n\n");
	expect(await next()).toMatch(/^event: (resync|beat)\n/);
	await expect.poll(isListening).toBe(true);
	wakeScreens("woken");
	let chunk = await next();
	while (chunk.startsWith("event: beat")) chunk = await next();
	expect(chunk).toBe('event: wake\ndata: {"conversationIds":["woken"]}\n\n');
	await closeHub();
	await expect.poll(async () => (await reader.read()).done).toBe(true);
});

test("a stream that nobody reads piles up no words for ever: it ends", async () => {
	const reader = liveStream(new AbortController().signal).getReader();
	const { heard } = await hearing();
	const notify = (count: number) =>
		rows({
			text: `SELECT pg_notify('kefu_live', jsonb_build_object('conversationIds', jsonb_build_array(n::text))::text)
				FROM generate_series(1, $1) n`,
			values: [count],
		});
	await notify(400);
	await expect.poll(() => heard.length).toBe(400);
	for (let read = 0; read < 400; read++) expect((await reader.read()).done).toBe(false);
	await notify(1000);
	await expect.poll(() => heard.length).toBe(1400);
	let unread = 0;
	while (!(await reader.read()).done) unread++;
	expect(unread).toBeGreaterThan(400);
	expect(unread).toBeLessThan(600);
});

test.each([
	[
		"the reader goes, then the request ends",
		async (reader: ReadableStreamDefaultReader, abort: AbortController) => {
			await reader.cancel();
			abort.abort();
		},
	],
	[
		"the request ends, then the reader goes",
		async (reader: ReadableStreamDefaultReader, abort: AbortController) => {
			abort.abort();
			await reader.cancel();
		},
	],
	["the request ended before it began", async () => undefined],
] as const)("%s: nothing is thrown, and nobody is written to any more", async (name, leave) => {
	const abort = new AbortController();
	if (name.includes("before")) abort.abort();
	const reader = liveStream(abort.signal).getReader();
	await reader.read();
	await leave(reader, abort);
	const { heard } = await hearing();
	wakeScreens("gone");
	await expect.poll(() => heard).toEqual(["gone"]);
	const left = await reader.read();
	expect(left.done).toBe(true);
});
