// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import { DELETE, PATCH } from "@/app/api/admin/tags/[tagId]/route";
import { GET as LIST_ALL, POST } from "@/app/api/admin/tags/route";
import { PUT } from "@/app/api/conversations/[conversationId]/tags/route";
import { GET } from "@/app/api/tags/route";
import { createFilter, listFilters } from "@/lib/conversations/filters";
import { listConversations } from "@/lib/conversations/list";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { changeTags } from "@/lib/conversations/tags";
import { getConversation } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { getPrisma } from "@/lib/db";
import { callApi } from "@/tests/support/api-call";
import { type Channel, count, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { settledCursor } from "@/tests/support/settled-cursor";

let channel: Channel;
let hidden: Channel;
let agent: Scope;
let supervisor: Scope;
let scoped: Scope;

beforeAll(async () => {
	[channel, hidden] = [await makeChannel("tags"), await makeChannel("tags-hidden")];
	agent = await makeAgent("林晓");
	supervisor = await makeAgent("王琳", { role: "supervisor" });
	scoped = await makeAgent("周子墨", { channelIds: [channel.id] });
});

const tagsOf = async (id: string) => (await getConversation(agent, id, new Date())).tags;
const make = async (name: string, color = "neutral") =>
	(await callApi(supervisor, POST, { body: { name, color } })).body.id as string;
const put = (who: Scope, conversationId: string, tags: string[]) =>
	callApi(who, PUT, { body: { tags }, params: { conversationId } });

test("an agent puts tags that there are; the row shows them, sync tells them, the old list undoes it", async () => {
	await make("老客", "accent");
	await make("杭州");
	const id = await writeFirst(channel, "o-put");
	const cursor = await settledCursor();
	expect((await put(agent, id, ["杭州", "老客", "杭州"])).body.tags).toEqual(["杭州", "老客"]);
	const { conversations } = await sync(agent, { since: cursor }, new Date());
	expect(conversations.map(({ tags }) => tags)).toEqual([["杭州", "老客"]]);
	expect((await put(agent, id, [])).body.tags).toEqual([]);
});

test("a name that nobody made is refused to agents, and made by a supervisor, once and audited", async () => {
	const id = await writeFirst(channel, "o-new");
	const refused = await put(agent, id, ["破损补发"]);
	expect(refused).toMatchObject({
		status: 422,
		body: { error: { code: "unknown_tag", details: { names: ["破损补发"] } } },
	});
	expect(await tagsOf(id)).toEqual([]);
	await Promise.all([put(supervisor, id, ["破损补发"]), put(supervisor, id, ["破损补发"])]);
	expect(await count("tags", "name = '破损补发'")).toBe(1);
	expect(await count("audit_entries", "action = 'tag.create' AND details ->> 'name' = '破损补发'")).toBe(1);
	expect((await put(agent, id, ["破损补发"])).status).toBe(200);
});

test("putting the tags that are there already changes nothing and wakes nobody", async () => {
	const id = await writeFirst(channel, "o-same");
	await put(supervisor, id, ["重复"]);
	const { changeId } = await getConversation(agent, id, new Date());
	await put(agent, id, ["重复"]);
	expect((await getConversation(agent, id, new Date())).changeId).toBe(changeId);
});

test("adding and removing at once from many hands loses nothing", async () => {
	const id = await writeFirst(channel, "o-many");
	const names = Array.from({ length: 8 }, (_, n) => `并发${n}`);
	await put(supervisor, id, names);
	await put(supervisor, id, names.slice(0, 4));
	await Promise.all([
		...names.slice(4).map((name) => changeTags(agent, id, { add: [name], remove: [] }, false)),
		...names.slice(0, 4).map((name) => changeTags(agent, id, { add: [], remove: [name] }, false)),
	]);
	expect((await tagsOf(id)).sort()).toEqual(names.slice(4));
});

test("what is put on and taken off leaves alone what a colleague did meanwhile, and the reverse takes back no more", async () => {
	await Promise.all(["退款", "贵宾", "旧单"].map((name) => make(name)));
	const id = await writeFirst(channel, "o-step");
	await put(agent, id, ["旧单"]);
	const step = (body: unknown) => callApi(agent, PUT, { body, params: { conversationId: id } });
	await step({ add: ["贵宾"], remove: [] });
	expect((await step({ add: ["退款"], remove: ["旧单"] })).body.tags).toEqual(["贵宾", "退款"]);
	expect((await step({ add: ["旧单"], remove: ["退款"] })).body.tags).toEqual(["贵宾", "旧单"]);
	expect(await step({ add: ["没有这个"], remove: [] })).toMatchObject({ status: 422 });
	expect((await step({ add: ["退款"], remove: [] })).body.tags).toEqual(["贵宾", "旧单", "退款"]);
	expect((await step({ add: ["退款"] })).status).toBe(400);
	expect(await step({ add: ["a,b"], remove: [] })).toMatchObject({
		body: { error: { fields: { "add.0": expect.any(String) } } },
	});
});

test("a conversation carries twenty tags at most, however they are put", async () => {
	const names = Array.from({ length: 21 }, (_, n) => `第${n}个`);
	const id = await writeFirst(channel, "o-most");
	await put(supervisor, id, names.slice(0, 20));
	expect((await put(supervisor, id, names)).status).toBe(400);
	const more = { body: { add: names.slice(20), remove: [] }, params: { conversationId: id } };
	expect((await callApi(supervisor, PUT, more)).status).toBe(400);
	expect(await tagsOf(id)).toEqual(names.slice(0, 20));
});

test("a new name carries through to conversations and saved filters, and open screens are told", async () => {
	const tagId = await make("旧名");
	const [open, closed] = [await writeFirst(channel, "o-re1"), await writeFirst(channel, "o-re2")];
	await put(agent, open, ["旧名"]);
	await put(agent, closed, ["旧名"]);
	await changeConversation(agent, closed, { kind: "status", status: "closed" });
	await createFilter(agent, { name: "旧", filter: { view: "all", tag: "旧名", sort: "newest" } });
	const cursor = await settledCursor();
	expect(
		(await callApi(supervisor, PATCH, { body: { name: "新名", color: "warn" }, params: { tagId } })).body,
	).toEqual({
		id: tagId,
		name: "新名",
		color: "warn",
	});
	expect([await tagsOf(open), await tagsOf(closed)]).toEqual([["新名"], ["新名"]]);
	expect((await listFilters(agent)).map(({ filter, count: n }) => [filter.tag, n])).toEqual([["新名", 1]]);
	expect((await sync(agent, { since: cursor }, new Date())).conversations).toHaveLength(2);
	expect((await callApi(supervisor, DELETE, { params: { tagId } })).status).toBe(204);
	expect(await tagsOf(open)).toEqual([]);
	expect(
		await getPrisma().auditEntry.findMany({
			where: { target: tagId },
			orderBy: { id: "asc" },
			select: { action: true },
		}),
	).toEqual([{ action: "tag.create" }, { action: "tag.update" }, { action: "tag.delete" }]);
});

test("two tags never have one name", async () => {
	await make("一");
	const tagId = await make("二");
	const taken = { status: 409, body: { error: { code: "conflict", fields: { name: "taken" } } } };
	expect(await callApi(supervisor, POST, { body: { name: "一" } })).toMatchObject(taken);
	expect(await callApi(supervisor, PATCH, { body: { name: "一" }, params: { tagId } })).toMatchObject(taken);
	const gone = { tagId: crypto.randomUUID() };
	expect((await callApi(supervisor, PATCH, { body: { name: "三" }, params: gone })).status).toBe(404);
	expect((await callApi(supervisor, DELETE, { params: gone })).status).toBe(404);
});

test("everybody reads the tags with the count of what they may see; agents do not make or change any", async () => {
	await make("计数");
	await put(agent, await writeFirst(channel, "o-count1"), ["计数"]);
	await put(agent, await writeFirst(hidden, "o-count2"), ["计数"]);
	const find = async (who: Scope) =>
		(await callApi(who, GET)).body.items.find((item: { name: string }) => item.name === "计数");
	expect(await find(agent)).toMatchObject({ color: "neutral", count: 2 });
	expect(await find(scoped)).toMatchObject({ count: 1 });
	expect((await callApi(agent, POST, { body: { name: "x" } })).status).toBe(403);
	expect((await callApi(agent, LIST_ALL)).status).toBe(403);
	expect((await callApi(null, GET)).status).toBe(401);
	const other = await writeFirst(hidden, "o-hidden");
	expect((await put(scoped, other, [])).status).toBe(404);
	expect(
		(await listConversations(scoped, { view: "all", tag: "计数", limit: 10 }, new Date())).items,
	).toHaveLength(1);
});

test("a name with a comma, without letters or too long is no tag", async () => {
	const id = await writeFirst(channel, "o-bad");
	for (const bad of ["", " ", "a,b", "a，b", "字".repeat(21), "a\u0007"])
		expect((await put(supervisor, id, [bad])).status).toBe(400);
});
