// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import { DELETE, PATCH } from "@/app/api/filters/[filterId]/route";
import { GET, POST } from "@/app/api/filters/route";
import { FILTERS_MOST, type SavedFilter } from "@/lib/conversations/filter-schema";
import { listFilters } from "@/lib/conversations/filters";
import { listConversations } from "@/lib/conversations/list";
import type { Scope } from "@/lib/conversations/scope";
import { changeConversation } from "@/lib/conversations/update";
import { rows } from "@/lib/db";
import { callApi } from "@/tests/support/api-call";
import { type Channel, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { countStatements } from "@/tests/support/statements";

let one: Channel;
let two: Channel;
let agent: Scope;

beforeAll(async () => {
	[one, two] = [await makeChannel("filters-one"), await makeChannel("filters-two")];
	agent = await makeAgent("林晓");
	for (const n of [1, 2, 3]) await writeFirst(one, `o-a${n}`);
	const tagged = await writeFirst(two, "o-b1");
	await rows({ text: "UPDATE conversations SET tags = '{老客}' WHERE id = $1", values: [tagged] });
	await changeConversation(agent, tagged, { kind: "claim" });
	await changeConversation(agent, await writeFirst(two, "o-b2"), { kind: "status", status: "closed" });
});

const create = (name: string, filter: object, who = agent) => callApi(who, POST, { body: { name, filter } });
const names = async (who = agent) =>
	(await callApi(who, GET)).body.items.map(({ name }: SavedFilter) => name);

test("each filter counts exactly what its list shows, in the agent's scope", async () => {
	await create("甲", { channel: one.id });
	await create("老客", { view: "mine", tag: "老客", sort: "dying" });
	await create("结束", { view: "closed" });
	const filters = await listFilters(agent);
	expect(filters.map(({ name, count }) => [name, count])).toEqual([
		["甲", 3],
		["老客", 1],
		["结束", 1],
	]);
	for (const { filter, count } of filters) {
		const { items } = await listConversations(agent, { ...filter, limit: 100 }, new Date());
		expect(items).toHaveLength(count);
	}
	expect(filters[1]?.filter).toEqual({ view: "mine", tag: "老客", sort: "dying" });
	const scoped = await makeAgent("张", { channelIds: [two.id] });
	await create("甲", { channel: one.id }, scoped);
	expect((await listFilters(scoped)).map(({ count }) => count)).toEqual([0]);
});

test("counting takes as many statements for many filters as for one", async () => {
	expect(await countStatements(() => listFilters(agent))).toBe(2);
});

test("a filter is renamed, changed, moved and deleted by its owner alone", async () => {
	const own = await makeAgent("周子墨");
	const ids: string[] = [];
	for (const name of ["一", "二", "三"]) ids.push((await create(name, {}, own)).body.id);
	const change = (who: Scope, body: object) => callApi(who, PATCH, { body, params: { filterId: ids[2] } });
	expect((await change(own, { name: "末", position: 0 })).body).toMatchObject({
		name: "末",
		filter: { view: "all" },
	});
	expect(await names(own)).toEqual(["末", "一", "二"]);
	expect((await change(own, { filter: { view: "closed" } })).body.filter).toEqual({
		view: "closed",
		sort: "newest",
	});
	expect((await change(agent, { name: "偷" })).status).toBe(404);
	const remove = (who: Scope) => callApi(who, DELETE, { params: { filterId: ids[0] } });
	expect((await remove(agent)).status).toBe(404);
	expect((await remove(own)).status).toBe(204);
	expect(await names(own)).toEqual(["末", "二"]);
});

test(`nobody keeps more than ${FILTERS_MOST}, and none without a name or of an unknown view`, async () => {
	const keen = await makeAgent("何晴");
	for (let n = 0; n < FILTERS_MOST; n++) expect((await create(`${n}`, {}, keen)).status).toBe(201);
	expect((await create("一个太多", {}, keen)).status).toBe(409);
	expect((await create(" ", {})).status).toBe(400);
	expect((await create("x", { view: "secret" })).status).toBe(400);
});
