// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import {
	DELETE as DELETE_SHARED,
	PATCH as PATCH_SHARED,
} from "@/app/api/admin/quick-replies/[quickReplyId]/route";
import { GET as LIST_SHARED, POST as POST_SHARED } from "@/app/api/admin/quick-replies/route";
import { DELETE, PATCH } from "@/app/api/quick-replies/[quickReplyId]/route";
import { POST as USED } from "@/app/api/quick-replies/[quickReplyId]/used/route";
import { GET, POST } from "@/app/api/quick-replies/route";
import type { QuickReplyItem } from "@/lib/conversations/quick-reply-schema";
import type { Scope } from "@/lib/conversations/scope";
import { getPrisma } from "@/lib/db";
import { callApi } from "@/tests/support/api-call";
import { type Channel, count, makeAgent, makeChannel } from "@/tests/support/desk";

let one: Channel;
let two: Channel;
let agent: Scope;
let colleague: Scope;
let supervisor: Scope;
let scoped: Scope;

beforeAll(async () => {
	[one, two] = [await makeChannel("quick-one"), await makeChannel("quick-two")];
	[agent, colleague] = [await makeAgent("林晓"), await makeAgent("周子墨")];
	supervisor = await makeAgent("王琳", { role: "supervisor" });
	scoped = await makeAgent("何晴", { channelIds: [one.id] });
});

const titles = async (who: Scope, query = "") =>
	(await callApi(who, GET, { query })).body.items.map(({ title }: QuickReplyItem) => title);
const own = (who: Scope, body: object) => callApi(who, POST, { body });
const shared = (body: object, who = supervisor) => callApi(who, POST_SHARED, { body });
const at = (quickReplyId: string) => ({ params: { quickReplyId } });

test("an item carries what the composer needs: pinyin, initials, variables", async () => {
	const { status, body } = await shared({
		group: "订单物流",
		title: "发货时间",
		shortcut: "fh",
		text: "{{客户名}}，{{订单号}} 明天发",
	});
	expect(status).toBe(201);
	expect(body).toEqual({
		id: expect.any(String),
		channelId: null,
		mine: false,
		group: "订单物流",
		title: "发货时间",
		shortcut: "fh",
		text: "{{客户名}}，{{订单号}} 明天发",
		card: null,
		usedCount: 0,
		pinyin: "fa huo shi jian",
		initials: "fhsj",
		groupPinyin: "ding dan wu liu",
		variables: ["客户名", "订单号"],
		updatedAt: expect.any(String),
	});
});

test("everybody's are everybody's, one's own are one's own, a channel's are seen with the channel", async () => {
	await shared({ title: "甲店", text: "x", channelId: one.id });
	await shared({ title: "乙店", text: "x", channelId: two.id });
	const { body: mine } = await own(agent, { title: "我的", text: "x" });
	expect(mine.mine).toBe(true);
	expect(await titles(agent)).toEqual(expect.arrayContaining(["甲店", "乙店", "我的"]));
	expect(await titles(agent, `?channel=${one.id}`)).not.toContain("乙店");
	expect(await titles(colleague)).not.toContain("我的");
	expect(await titles(scoped)).not.toContain("乙店");
	expect(
		(await callApi(supervisor, LIST_SHARED)).body.items.map(({ title }: QuickReplyItem) => title),
	).not.toContain("我的");
	expect((await callApi(colleague, PATCH, { ...at(mine.id), body: { title: "偷" } })).status).toBe(404);
	expect((await callApi(supervisor, PATCH_SHARED, { ...at(mine.id), body: { title: "偷" } })).status).toBe(
		404,
	);
	expect((await callApi(colleague, DELETE, at(mine.id))).status).toBe(404);
	expect((await callApi(agent, DELETE, at(mine.id))).status).toBe(204);
	expect(await titles(agent)).not.toContain("我的");
});

test("agents do not change what is everybody's; what supervisors do is written down", async () => {
	expect((await shared({ title: "x", text: "x" }, agent)).status).toBe(403);
	const { body: made } = await shared({ title: "改我", text: "旧" });
	expect((await callApi(agent, PATCH, { ...at(made.id), body: { text: "x" } })).status).toBe(404);
	const changed = await callApi(supervisor, PATCH_SHARED, {
		...at(made.id),
		body: { text: "新", group: "组" },
	});
	expect(changed.body).toMatchObject({ title: "改我", text: "新", group: "组" });
	expect((await callApi(supervisor, DELETE_SHARED, at(made.id))).status).toBe(204);
	expect(await count("audit_entries", `target = '${made.id}'`)).toBe(3);
});

test("it says a text or a card of its channel, never both, never neither", async () => {
	const card = await getPrisma().card.create({
		data: {
			channelId: one.id,
			type: "link",
			name: "退换说明",
			title: "退换货",
			description: "七天无理由",
			thumbUrl: "https://example.com/a.png",
			url: "https://example.com/a",
		},
	});
	const { body } = await own(agent, { title: "卡", channelId: one.id, cardId: card.id });
	expect(body.card).toEqual({ id: card.id, type: "link", name: "退换说明", title: "退换货" });
	expect((await own(agent, { title: "卡", channelId: two.id, cardId: card.id })).status).toBe(404);
	expect((await own(agent, { title: "卡", cardId: card.id })).status).toBe(404);
	expect((await own(agent, { title: "空", text: " " })).status).toBe(400);
	expect((await own(agent, { title: "两", text: "x", channelId: one.id, cardId: card.id })).status).toBe(400);
	const patch = (change: object) => callApi(agent, PATCH, { ...at(body.id), body: change });
	expect((await patch({ text: "也" })).status).toBe(400);
	expect((await patch({ text: "改", cardId: null, channelId: null })).body).toMatchObject({
		card: null,
		text: "改",
	});
	expect((await own(scoped, { title: "x", text: "x", channelId: two.id })).status).toBe(404);
});

test("a shortcut stands for one among one's own, and one among everybody's", async () => {
	await own(agent, { title: "一", text: "x", shortcut: "aa" });
	const taken = { status: 409, body: { error: { fields: { shortcut: "taken" } } } };
	expect(await own(agent, { title: "二", text: "x", shortcut: "AA" })).toMatchObject(taken);
	expect((await own(colleague, { title: "二", text: "x", shortcut: "aa" })).status).toBe(201);
	expect((await shared({ title: "三", text: "x", shortcut: "aa" })).status).toBe(201);
	expect(await shared({ title: "四", text: "x", shortcut: "aa" })).toMatchObject(taken);
	expect((await own(agent, { title: "五", text: "x" })).status).toBe(201);
	expect((await own(agent, { title: "五", text: "x" })).status).toBe(201);
	expect((await own(agent, { title: "六", text: "x", shortcut: "a b" })).status).toBe(400);
});

test("uses are counted, also at the same time, and only of what one sees", async () => {
	const { body: made } = await shared({ title: "常用", text: "x", channelId: two.id });
	await Promise.all(Array.from({ length: 5 }, () => callApi(agent, USED, { ...at(made.id), body: {} })));
	expect((await callApi(agent, USED, { ...at(made.id), body: {} })).body).toEqual({ usedCount: 6 });
	expect((await callApi(scoped, USED, { ...at(made.id), body: {} })).status).toBe(404);
});
