// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import { POST as SAY } from "@/app/api/conversations/[conversationId]/messages/route";
import { GET } from "@/app/api/mentions/route";
import { POST as SEEN } from "@/app/api/mentions/seen/route";
import type { Scope } from "@/lib/conversations/scope";
import { getPrisma } from "@/lib/db";
import { callApi } from "@/tests/support/api-call";
import { type Channel, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";

let channel: Channel;
let agent: Scope;
let keys = 0;

beforeAll(async () => {
	channel = await makeChannel("mentions");
	agent = await makeAgent("林晓");
});

const call = (who: Scope, conversationId: string, text: string) =>
	callApi(agent, SAY, {
		params: { conversationId },
		body: { clientKey: `k${++keys}`, type: "note", text, mentions: [who.agent.id] },
	});
const list = async (who: Scope, query = "") => (await callApi(who, GET, { query })).body;
const seen = async (who: Scope, body: object) => (await callApi(who, SEEN, { body })).body;

test("who was named finds the note with its place, until it is seen", async () => {
	const me = await makeAgent("周子墨");
	const [one, two] = [await writeFirst(channel, "o-8f3k"), await writeFirst(channel, "o-two")];
	const { status, body: message } = await call(me, one, "@周子墨 看看");
	expect(status).toBe(201);
	await call(me, two, "@周子墨 这里也");
	await call(me, two, "@周子墨 还有");
	const { items, unseen } = await list(me);
	expect(unseen).toBe(3);
	expect(items[2]).toEqual({
		id: expect.any(String),
		conversationId: one,
		messageId: message.id,
		seq: message.seq,
		customerName: "用户 8F3K",
		channel: { id: channel.id, kind: "miniprogram", name: channel.id },
		text: "@周子墨 看看",
		by: agent.agent,
		at: expect.any(String),
	});
	expect((await list(agent)).unseen).toBe(0);
	expect(await seen(me, { ids: [items[2].id] })).toEqual({ unseen: 2 });
	expect(await seen(agent, { all: true })).toEqual({ unseen: 0 });
	expect(await seen(me, { conversationId: one })).toEqual({ unseen: 2 });
	expect(await seen(me, { conversationId: two })).toEqual({ unseen: 0 });
	expect((await list(me)).items).toEqual([]);
});

test("pages of mentions follow each other; a channel taken away takes its mentions along", async () => {
	const me = await makeAgent("何晴", { channelIds: [channel.id] });
	const id = await writeFirst(channel, "o-pages");
	for (const n of [1, 2, 3]) await call(me, id, `${n}`);
	const first = await list(me, "?limit=2");
	const second = await list(me, `?limit=2&cursor=${first.nextCursor}`);
	expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(["3", "2", "1"]);
	expect(second.nextCursor).toBeNull();
	await getPrisma().agentChannel.deleteMany({ where: { agentId: me.agent.id } });
	expect(await list(me)).toEqual({ items: [], nextCursor: null, unseen: 0 });
	expect((await callApi(me, SEEN, { body: {} })).status).toBe(400);
});
