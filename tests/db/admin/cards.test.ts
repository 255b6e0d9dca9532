// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { expect, test } from "vitest";
import { DELETE, PATCH } from "@/app/api/admin/cards/[cardId]/route";
import { GET, POST } from "@/app/api/admin/cards/route";
import { GET as LIST } from "@/app/api/cards/route";
import type { CardItem } from "@/lib/channels/card-schema";
import { getPrisma } from "@/lib/db";
import { count, makeAgent, makeChannel } from "@/tests/support/desk";
import { keepPicture } from "@/tests/support/kept-pictures";
import { cookieOf, within } from "@/tests/support/request-scope";

const [one, other] = [await makeChannel("cards-one"), await makeChannel("cards-other")];
const admin = await makeAgent("王琳", { role: "admin" });
const agent = await makeAgent("林晓");
const adminOfOne = await makeAgent("何晴", { role: "admin", channelIds: [one.id] });
const agentOfOne = await makeAgent("周子墨", { channelIds: [one.id] });
const mediaId = await keepPicture(one.id);

const CARD = {
	channelId: one.id,
	type: "miniprogrampage",
	name: "订单卡",
	group: "售后",
	title: "订单 {{orderNumber}}",
	pagepath: "pages/order/detail?id={{orderNumber}}",
	mediaId,
};
const LINK = {
	channelId: one.id,
	type: "link",
	name: "退换说明",
	title: "退换货说明",
	description: "七天无理由",
	url: "https://example.com/returns",
	thumbUrl: "https://example.com/thumb.png",
};

type Handler = Parameters<typeof within<{ params: Promise<Record<string, string | undefined>> }>>[0];

/** Status and body of a call by this person. */
async function call(
	who: { agent: { id: string } } | null,
	handler: Handler,
	{ body, query = "", cardId }: { body?: unknown; query?: string; cardId?: string } = {},
) {
	const headers = { host: "127.0.0.1:3000", cookie: who ? await cookieOf(who.agent.id) : "" };
	const request = new Request(`http://127.0.0.1:3000/api/x${query}`, {
		method: body === undefined ? "GET" : "POST",
		body: body === undefined ? undefined : JSON.stringify(body),
		headers,
	});
	const response = await within(handler, request, { params: Promise.resolve({ cardId }) });
	const text = await response.text();
	return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

const create = async (change: object = {}): Promise<CardItem> =>
	(await call(admin, POST, { body: { ...CARD, ...change } })).body;

test("an administrator makes, changes and deletes a card; each is in the audit trail", async () => {
	const made = await call(admin, POST, { body: CARD });
	expect(made.status).toBe(201);
	expect(made.body).toEqual({
		id: expect.any(String),
		channelId: one.id,
		type: "miniprogrampage",
		name: "订单卡",
		group: "售后",
		title: "订单 {{orderNumber}}",
		pagepath: "pages/order/detail?id={{orderNumber}}",
		description: null,
		url: null,
		thumbUrl: null,
		media: {
			id: mediaId,
			status: "ready",
			mime: "image/png",
			sizeBytes: expect.any(Number),
			width: 320,
			height: 240,
			name: null,
			failure: null,
		},
		variables: ["orderNumber"],
		coverEndsAt: null,
		usedAt: null,
		updatedAt: expect.any(String),
	});
	const { id: cardId } = made.body;
	const changed = await call(admin, PATCH, { cardId, body: { title: "您的订单", group: "" } });
	expect(changed.body).toMatchObject({
		title: "您的订单",
		group: "",
		name: "订单卡",
		variables: ["orderNumber"],
	});
	expect((await call(admin, DELETE, { cardId })).status).toBe(204);
	expect((await call(admin, DELETE, { cardId })).status).toBe(404);
	expect((await call(admin, PATCH, { cardId, body: { name: "x" } })).status).toBe(404);
	const trail = await getPrisma().auditEntry.findMany({ where: { target: cardId }, orderBy: { id: "asc" } });
	expect(trail.map(({ action, agentId }) => [action, agentId])).toEqual(
		["card.create", "card.update", "card.delete"].map((action) => [action, admin.agent.id]),
	);
});

test("a link is a card without a picture of ours", async () => {
	const { status, body } = await call(admin, POST, { body: LINK });
	expect(status).toBe(201);
	expect(body).toMatchObject({
		type: "link",
		group: "",
		media: null,
		pagepath: null,
		variables: [],
		url: LINK.url,
	});
});

test.each([
	["title", { title: "单".repeat(22) }],
	["pagepath", { pagepath: "/pages/index" }],
	["name", { name: " " }],
	["channelId", { channelId: "a\0b" }],
	["mediaId", { mediaId: "../1" }],
])("a wrong %s is 400 with the field, and nothing is kept", async (field, change) => {
	const before = await count("cards");
	const { status, body } = await call(admin, POST, { body: { ...CARD, ...change } });
	expect(status).toBe(400);
	expect(Object.keys(body.error.fields)).toEqual([field]);
	expect(await count("cards")).toBe(before);
});

test.each([
	["pagepath", { pagepath: "/pages/index" }],
	["url", { url: "https://example.com/" }],
])("a change that would leave a card unsendable names %s, and changes nothing", async (field, change) => {
	const { id: cardId } = await create();
	const { status, body } = await call(admin, PATCH, { cardId, body: change });
	expect([status, Object.keys(body.error.fields)]).toEqual([400, [field]]);
	expect(await count("cards", `id = '${cardId}' AND pagepath = '${CARD.pagepath}' AND url IS NULL`)).toBe(1);
});

test("a cover of another channel, a pending one and one that nobody knows are refused alike", async () => {
	const foreign = await keepPicture(other.id);
	const { id: pending } = await getPrisma().media.create({ data: { channelId: one.id, origin: "agent" } });
	const { id: cardId } = await create();
	for (const mediaId of [foreign, pending, crypto.randomUUID()]) {
		for (const refused of [
			await call(admin, POST, { body: { ...CARD, mediaId } }),
			await call(admin, PATCH, { cardId, body: { mediaId } }),
		]) {
			expect([refused.status, refused.body.error.code]).toEqual([422, "media_unusable"]);
		}
	}
});

test("agents may use the library and not change it, strangers neither", async () => {
	const { id: cardId } = await create();
	for (const [who, status] of [
		[agent, 403],
		[null, 401],
	] as const) {
		expect((await call(who, GET)).status).toBe(status);
		expect((await call(who, POST, { body: CARD })).status).toBe(status);
		expect((await call(who, PATCH, { cardId, body: { name: "x" } })).status).toBe(status);
		expect((await call(who, DELETE, { cardId })).status).toBe(status);
	}
	expect((await call(null, LIST)).status).toBe(401);
	expect((await call(agent, LIST)).status).toBe(200);
});

test("nobody sees or changes cards of channels outside their scope", async () => {
	const cover = await keepPicture(other.id);
	const hidden = await create({ channelId: other.id, name: "别处的卡", mediaId: cover });
	for (const [who, handler] of [
		[agentOfOne, LIST],
		[adminOfOne, GET],
	] as const) {
		for (const query of ["", `?channel=${other.id}`, "?q=别处"]) {
			const { body } = await call(who, handler, { query });
			expect(body.items.filter((item: CardItem) => item.channelId !== one.id)).toEqual([]);
		}
	}
	const body = { ...CARD, channelId: other.id, mediaId: cover };
	expect((await call(adminOfOne, POST, { body })).status).toBe(404);
	expect((await call(adminOfOne, PATCH, { cardId: hidden.id, body: { name: "x" } })).status).toBe(404);
	expect((await call(adminOfOne, DELETE, { cardId: hidden.id })).status).toBe(404);
	expect(await count("cards", `id = '${hidden.id}' AND name = '别处的卡'`)).toBe(1);
});

test("what was used last comes first, page after page, found by name, group or title", async () => {
	await getPrisma().card.deleteMany();
	for (const name of ["甲", "乙", "丙", "丁 100%", "戊"])
		await create({ name, group: name === "戊" ? "活动" : "" });
	for (const [name, usedAt] of [
		["乙", "2026-11-01"],
		["甲", "2026-11-02"],
	] as const) {
		await getPrisma().card.updateMany({ where: { name }, data: { usedAt: new Date(usedAt) } });
	}
	const names: string[] = [];
	let cursor: string | null = "";
	while (cursor !== null) {
		const { body } = await call(agent, LIST, { query: `?limit=2${cursor && `&cursor=${cursor}`}` });
		names.push(...body.items.map(({ name }: CardItem) => name));
		cursor = body.nextCursor;
	}
	expect(names).toEqual(["甲", "乙", "戊", "丁 100%", "丙"]);
	const found = async (q: string) =>
		(await call(agent, LIST, { query: `?q=${encodeURIComponent(q)}` })).body.items.map(
			(item: CardItem) => item.name,
		);
	expect(await found("活动")).toEqual(["戊"]);
	expect(await found("100%")).toEqual(["丁 100%"]);
	expect(await found("订单")).toHaveLength(5);
	expect((await call(agent, LIST, { query: "?cursor=abc" })).status).toBe(400);
});
