/** Where a thread can be opened, and what stands around a place in it. */
// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/conversations/[conversationId]/messages/route";
import { markRead } from "@/lib/conversations/annotations";
import type { Message } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { listMessages, openThread } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { callApi } from "@/tests/support/api-call";
import { type Channel, makeAgent, makeChannel, textFrom, write, writeFirst } from "@/tests/support/desk";
import { countStatements } from "@/tests/support/statements";

let channel: Channel;
let agent: Scope;
let stranger: Scope;

beforeAll(async () => {
	channel = await makeChannel("thread-pages");
	agent = await makeAgent("林晓");
	stranger = await makeAgent("别人", { channelIds: [] });
});

/** A conversation in which the customer has said 1 to `last`. */
async function said(externalId: string, last: number): Promise<string> {
	const id = await writeFirst(channel, externalId, "1");
	for (let n = 2; n <= last; n++) await write(channel, textFrom(externalId, `${n}`));
	return id;
}

const idAt = async (id: string, seq: number): Promise<string> => {
	const found = await rows<{ id: string }>({
		text: "SELECT id::text FROM messages WHERE conversation_id = $1 AND seq = $2",
		values: [id, seq],
	});
	return found[0]?.id ?? "0";
};
const page = async (id: string, query: string, who = agent) =>
	(await callApi(who, GET, { params: { conversationId: id }, query })).body;
const seqs = ({ items }: { items: Message[] }) => items.map(({ seq }) => seq);

test("a page around a message holds what is before and behind it, and says whether there is more", async () => {
	const id = await said("o-around", 20);
	const middle = await page(id, `?around=${await idAt(id, 10)}&limit=6`);
	expect(seqs(middle)).toEqual([8, 9, 10, 11, 12, 13]);
	expect(middle).toMatchObject({ hasMoreBefore: true, hasMoreAfter: true });
	const first = await page(id, `?around=${await idAt(id, 1)}&limit=6`);
	expect(seqs(first)).toEqual([1, 2, 3, 4]);
	expect(first).toMatchObject({ hasMoreBefore: false, hasMoreAfter: true });
	const last = await page(id, `?around=${await idAt(id, 20)}&limit=6`);
	expect(seqs(last)).toEqual([15, 16, 17, 18, 19, 20]);
	expect(last).toMatchObject({ hasMoreBefore: true, hasMoreAfter: false });
	expect(seqs(await page(id, `?around=${await idAt(id, 10)}&limit=100`))).toHaveLength(20);
});

test("older and newer pages go on from it to both ends, each message once", async () => {
	const id = await said("o-walk", 17);
	let found = await page(id, `?around=${await idAt(id, 9)}&limit=4`);
	const walked: number[] = seqs(found);
	while (found.hasMoreBefore) {
		found = await page(id, `?before=${walked[0]}&limit=4`);
		walked.unshift(...seqs(found));
	}
	do {
		found = await page(id, `?after=${walked.at(-1)}&limit=4`);
		walked.push(...seqs(found));
	} while (found.hasMoreAfter);
	expect(walked).toEqual(Array.from({ length: 17 }, (_, n) => n + 1));
});

test("what is unread opens where it begins; with nothing unread the end opens", async () => {
	const id = await said("o-unread", 20);
	await markRead(agent, id, 10);
	const unread = await page(id, "?around=unread&limit=6");
	expect(seqs(unread)).toEqual([8, 9, 10, 11, 12, 13]);
	await markRead(agent, id, 20);
	const read = await page(id, "?around=unread&limit=6");
	expect(seqs(read)).toEqual([15, 16, 17, 18, 19, 20]);
	expect(read).toMatchObject({ hasMoreBefore: true, hasMoreAfter: false });
	const untouched = await said("o-untouched", 3);
	expect(seqs(await page(untouched, "?around=unread&limit=6"))).toEqual([1, 2, 3]);
});

test("a message of another conversation is not found, nor is one of a channel that is not ours", async () => {
	const id = await said("o-one", 3);
	const other = await said("o-other", 3);
	const foreign = await idAt(other, 2);
	expect((await page(id, `?around=${foreign}`)).error.code).toBe("not_found");
	expect((await page(id, "?around=999999999999999999")).error.code).toBe("not_found");
	expect((await page(id, `?around=${await idAt(id, 2)}`, stranger)).error.code).toBe("not_found");
	expect((await page(id, "?around=unread", stranger)).error.code).toBe("not_found");
	await expect(openThread(stranger, id, foreign)).rejects.toMatchObject({ code: "not_found" });
	expect(seqs(await openThread(agent, id, foreign)), "an old link opens the thread all the same").toEqual([
		1, 2, 3,
	]);
	expect(seqs(await openThread(agent, id, await idAt(id, 2)))).toEqual([1, 2, 3]);
});

test("a place is one thing, and well-formed", async () => {
	const id = await said("o-bad", 1);
	for (const query of [
		"?around=x",
		"?around=-1",
		"?around=1&before=2",
		"?before=2&after=1",
		"?around=",
		"?after=-1",
	])
		expect((await page(id, query)).error.code, query).toBe("bad_request");
});

test("every page is two statements, however long the thread", async () => {
	const id = await said("o-count", 40);
	const around = await idAt(id, 20);
	const counted: number[] = [];
	for (const place of [{}, { before: 30 }, { after: 3 }, { around }, { around: "unread" }]) {
		counted.push(await countStatements(() => listMessages(agent, id, { limit: 10, ...place })));
	}
	expect(counted).toEqual([2, 2, 2, 2, 2]);
});
