// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import { DELETE } from "@/app/api/customers/[customerId]/notes/[noteId]/route";
import { POST as NOTE } from "@/app/api/customers/[customerId]/notes/route";
import { GET, PATCH } from "@/app/api/customers/[customerId]/route";
import { listConversations } from "@/lib/conversations/list";
import { addNote } from "@/lib/conversations/notes";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { getConversation } from "@/lib/conversations/thread";
import { getCustomer } from "@/lib/customers/detail";
import { getPrisma, rows } from "@/lib/db";
import { callApi } from "@/tests/support/api-call";
import {
	type Channel,
	count,
	enterFrom,
	makeAgent,
	makeChannel,
	write,
	writeFirst,
} from "@/tests/support/desk";
import { settledCursor } from "@/tests/support/settled-cursor";
import { countStatements } from "@/tests/support/statements";

let channel: Channel;
let other: Channel;
let agent: Scope;
let colleague: Scope;
let supervisor: Scope;
let scoped: Scope;

beforeAll(async () => {
	[channel, other] = [await makeChannel("customers"), await makeChannel("customers-other")];
	[agent, colleague] = [await makeAgent("林晓"), await makeAgent("周子墨")];
	supervisor = await makeAgent("王琳", { role: "supervisor" });
	scoped = await makeAgent("何晴", { channelIds: [channel.id] });
});

/** Somebody who has written once: their conversation and their own id. */
async function person(name: string, at = channel): Promise<{ conversationId: string; customerId: string }> {
	const conversationId = await writeFirst(at, name);
	const { customer } = await getConversation(agent, conversationId, new Date());
	return { conversationId, customerId: customer.id };
}
const get = (who: Scope, customerId: string) => callApi(who, GET, { params: { customerId } });
const change = (who: Scope, customerId: string, body: object) =>
	callApi(who, PATCH, { params: { customerId }, body });
const note = (who: Scope, customerId: string, text: string) =>
	callApi(who, NOTE, { params: { customerId }, body: { text } });
const remove = (who: Scope, customerId: string, noteId: string) =>
	callApi(who, DELETE, { params: { customerId, noteId } });

test("the panel says who it is, where they came from and how often", async () => {
	await getPrisma().channel.update({
		where: { id: channel.id },
		data: {
			sessionMapping: [
				{ path: "orderId", label: "订单号" },
				{ regex: "page=([^&]+)", label: "进入页面" },
			],
		},
	});
	const { customerId, conversationId } = await person("o-8f3k");
	await write(channel, enterFrom("o-8f3k", "page=pages/order&orderId=2026"));
	expect((await get(agent, customerId)).body).toEqual({
		id: customerId,
		conversationId,
		name: "用户 8F3K",
		alias: null,
		aliasBy: null,
		openid: "o-8f3k",
		unionid: null,
		avatarUrl: null,
		channel: { id: channel.id, kind: "miniprogram", name: channel.id },
		sessionFrom: "page=pages/order&orderId=2026",
		source: [
			{ label: "订单号", value: "2026" },
			{ label: "进入页面", value: "pages/order" },
		],
		attributes: {},
		badge: null,
		firstSeenAt: expect.any(String),
		lastSeenAt: expect.any(String),
		lastMessageAt: expect.any(String),
		visitCount: 1,
		visits: { items: [], nextCursor: null },
		notes: [],
		others: [],
	});
	// A mapping that nobody can read any more does not take the panel away.
	await rows({
		text: 'UPDATE channels SET session_mapping = \'[{"regex":"(","label":"x"}]\' WHERE id = $1',
		values: [channel.id],
	});
	expect((await get(agent, customerId)).body.source).toEqual([]);
});

test("an alias shows in lists and sync at once, says whose it is, and empty takes it away", async () => {
	const { customerId, conversationId } = await person("o-alias");
	const cursor = await settledCursor();
	const { body } = await change(colleague, customerId, { alias: " 许知夏 " });
	expect(body).toMatchObject({
		name: "许知夏",
		alias: "许知夏",
		aliasBy: { name: "周子墨", at: expect.any(String) },
	});
	const { conversations } = await sync(agent, { since: cursor }, new Date());
	expect(conversations.map(({ id, customer }) => [id, customer.name])).toEqual([[conversationId, "许知夏"]]);
	const { items } = await listConversations(agent, { view: "all", q: "知夏", limit: 10 }, new Date());
	expect(items.map(({ id }) => id)).toEqual([conversationId]);
	expect((await change(agent, customerId, { alias: "" })).body).toMatchObject({
		name: "用户 LIAS",
		alias: null,
		aliasBy: null,
	});
});

test("attributes are merged, null takes one away, an alias stays as it is, and there is an end to them", async () => {
	const { customerId } = await person("o-attributes");
	await change(agent, customerId, { alias: "甲", attributes: { 会员: "金卡", 累计: 2316, 新客: false } });
	const { body } = await change(agent, customerId, { attributes: { 会员: null, 手机尾号: "3377" } });
	expect(body).toMatchObject({ alias: "甲" });
	expect(body.attributes).toEqual({ 累计: 2316, 新客: false, 手机尾号: "3377" });
	const many = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`k${n}`, n]));
	expect(await change(agent, customerId, { attributes: many })).toMatchObject({
		status: 400,
		body: { error: { fields: { attributes: expect.any(String) } } },
	});
	expect(Object.keys((await get(agent, customerId)).body.attributes)).toHaveLength(3);
	for (const bad of [
		{ alias: "a\0" },
		{ attributes: { "": "x" } },
		{ attributes: { a: {} } },
		{ openid: "x" },
	])
		expect((await change(agent, customerId, bad)).status).toBe(400);
});

test("changes of many hands at once are all kept", async () => {
	const { customerId } = await person("o-hands");
	await Promise.all(
		Array.from({ length: 8 }, (_, n) => change(agent, customerId, { attributes: { [`k${n}`]: n } })),
	);
	expect(Object.keys((await get(agent, customerId)).body.attributes)).toHaveLength(8);
});

test("notes are everybody's to read, newest first, and their writer's to delete, or a supervisor's", async () => {
	const { customerId } = await person("o-notes");
	const { status, body: first } = await note(agent, customerId, "电话请在晚上 7 点后联系。");
	expect(status).toBe(201);
	const { body: second } = await note(colleague, customerId, "上次补发选的是青釉色。");
	expect((await get(colleague, customerId)).body.notes).toEqual([second, { ...first, mine: false }]);
	expect(second).toEqual({
		id: expect.any(String),
		text: "上次补发选的是青釉色。",
		by: colleague.agent,
		at: expect.any(String),
		mine: true,
	});
	expect((await remove(colleague, customerId, first.id)).status).toBe(404);
	expect((await remove(supervisor, customerId, first.id)).status).toBe(204);
	expect((await remove(colleague, customerId, second.id)).status).toBe(204);
	expect((await get(agent, customerId)).body.notes).toEqual([]);
	expect((await note(agent, customerId, " ")).status).toBe(400);
});

test("one person across channels: those the agent sees, and nobody else's", async () => {
	const [here, there] = [await person("o-here"), await person("o-there", other)];
	await getPrisma().customer.updateMany({
		where: { id: { in: [here.customerId, there.customerId] } },
		data: { unionId: "union-1" },
	});
	await person("o-nobody", other);
	expect((await getCustomer(agent, here.customerId)).others).toEqual([
		{
			id: there.customerId,
			conversationId: there.conversationId,
			name: "用户 HERE",
			channel: { id: other.id, kind: "miniprogram", name: other.id },
			lastSeenAt: expect.any(String),
		},
	]);
	expect((await getCustomer(scoped, here.customerId)).others).toEqual([]);
});

test("a customer of a channel that one does not see is not there, in any way", async () => {
	const { customerId } = await person("o-hidden", other);
	const { body: kept } = await note(agent, customerId, "x");
	expect((await get(scoped, customerId)).status).toBe(404);
	expect((await change(scoped, customerId, { alias: "x" })).status).toBe(404);
	expect((await note(scoped, customerId, "x")).status).toBe(404);
	expect((await remove(scoped, customerId, kept.id)).status).toBe(404);
	expect((await get(agent, crypto.randomUUID())).status).toBe(404);
	expect((await get(agent, "x")).status).toBe(404);
});

test("the panel takes the same number of statements whatever there is", async () => {
	const { customerId } = await person("o-statements");
	const statements = () => countStatements(() => getCustomer(agent, customerId));
	expect(await statements()).toBe(3);
	for (const n of [1, 2, 3]) await note(agent, customerId, `${n}`);
	expect(await statements()).toBe(3);
});

test("erasing a customer leaves none of their notes and mentions", async () => {
	const { customerId, conversationId } = await person("o-erased");
	await note(agent, customerId, "x");
	await addNote(agent, conversationId, { text: "@周子墨", clientKey: "n", mentions: [colleague.agent.id] });
	await rows({ text: "SELECT * FROM kefu_erase_customer($1, $2)", values: [channel.id, "o-erased"] });
	expect(await count("customer_notes", `customer_id = '${customerId}'`)).toBe(0);
	expect(await count("mentions", `conversation_id = '${conversationId}'`)).toBe(0);
	expect(await count("messages", `conversation_id = '${conversationId}'`)).toBe(0);
});
