import { beforeAll, expect, test } from "vitest";
import type { Scope } from "@/lib/conversations/scope";
import { getPrisma, rows } from "@/lib/db";
import { NEWEST_CUSTOMER, searchCustomers } from "@/lib/search/customers";
import { find, findAll, findTexts, textsOf } from "@/tests/db/search/finder";
import { type Channel, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";

let channel: Channel;
let agent: Scope;

beforeAll(async () => {
	channel = await makeChannel("people");
	await makeChannel("elsewhere");
	agent = await makeAgent("林晓");
	await know("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", {
		name: "王小明",
		alias: "VIP 老王",
		attributes: { 城市: "杭州", level: 3 },
	});
	await know("oUpF8uN95-ATjaEps46roE79XdKQ", { name: "Lucy Liu" });
	await know("oXxxxxN95-ATjaEps46roE79XdKz", {});
});

async function know(
	openid: string,
	data: { name?: string; alias?: string; attributes?: object },
): Promise<string> {
	const id = await writeFirst(channel, openid);
	await getPrisma().customer.updateMany({ where: { externalId: openid }, data });
	return id;
}

const people = (q: string, scope = agent) => findTexts(scope, q, { kind: "customers" });

test.each([
	["王", ["VIP 老[王]", "[王]小明"]],
	["小明", ["王[小明]"]],
	["vip", ["[VIP] 老王"]],
	["杭州", ["[杭州]"]],
	["小明 杭州", ["王[小明]", "[杭州]"]],
	["lucy", ["[Lucy] Liu"]],
	["LIU", ["Lucy [Liu]"]],
	["Mu", []],
	["MuA", []],
	["uAJO_M", ["oUpF8uM[uAJO_M]2pxb1Q9zNjWeS6o"]],
	["oUpF8uN95-ATjaEps46roE79XdKQ", ["[oUpF8uN95-ATjaEps46roE79XdKQ]"]],
	["95-atja", ["oXxxxxN[95-ATja]Eps46roE79XdKz", "oUpF8uN[95-ATja]Eps46roE79XdKQ"]],
	["%%%%", null],
])("%s finds %j", async (q, expected) => {
	if (expected === null) await expect(people(q)).rejects.toMatchObject({ code: "bad_request" });
	else expect(await people(q)).toEqual(expected);
});

test("who has no name is found by the one that the screen gives them", async () => {
	const { items } = await find(agent, "XdKz", { kind: "customers" });
	expect(items).toMatchObject([{ kind: "customer", conversation: { customer: { name: "用户 XDKZ" } } }]);
	expect((await find(agent, "用户 XDKZ", { kind: "customers" })).items).toMatchObject([
		{ conversation: { customer: { openid: "oXxxxxN95-ATjaEps46roE79XdKz" } } },
	]);
});

test("an openid that begins so comes before one that only holds it", async () => {
	await know("oMiddle-oUpF8u-0000000000000", { name: "后来" });
	const openids = (await find(agent, "oUpF8u", { kind: "customers" })).items.map(
		({ conversation }) => conversation.customer.openid,
	);
	expect(openids.at(-1)).toBe("oMiddle-oUpF8u-0000000000000");
	expect(openids).toHaveLength(3);
});

test("pages of customers hold everyone once, whoever writes meanwhile; a person of another channel sees none", async () => {
	for (let n = 0; n < 9; n++)
		await know(`oCrowd-${n}-0000000000000000000`, { name: "人群", alias: `第${n}个` });
	const items = await findAll(agent, "人群", { kind: "customers", limit: 2 }, () =>
		writeFirst(channel, "oCrowd-3-0000000000000000000"),
	);
	const names = items.map(({ conversation }) => conversation.customer.name);
	expect(names).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `第${n}个`));
	const other = await makeAgent("张", { channelIds: ["elsewhere"] });
	expect(await people("人群", other)).toEqual([]);
});

test("everybody who ever came is found, and a search whose time is up goes on where it stopped", async () => {
	for (let n = 0; n < 4; n++) {
		await know(`oYears-${n}-0000000000000000000`, { name: "多年" });
		await rows({
			text: "UPDATE customers SET first_seen_at = now() - make_interval(years => $2) WHERE external_id LIKE $1",
			values: [`oYears-${n}-%`, n],
		});
	}
	const search = { q: "oYears", words: ["oYears"], channelIds: null, limit: 10, maxMs: 0 };
	const seen: string[] = [];
	let from = NEWEST_CUSTOMER;
	let stops = 0;
	for (;;) {
		const { hits, interrupted } = await searchCustomers({ ...search, from });
		seen.push(...hits.map(({ hit }) => hit.conversation.customer.openid.slice(0, 8)));
		if (!interrupted) break;
		from = interrupted;
		stops++;
	}
	expect(seen).toEqual(["oYears-0", "oYears-1", "oYears-2", "oYears-3"]);
	expect(stops).toBeGreaterThan(2);
	expect(await people("多年")).toHaveLength(4);
});

test("notes of threads and notes on customers come in one order and in whole pages, phrases first", async () => {
	const id = await know("oNoted-000000000000000000000", { name: "有备注" });
	const { customerId } = await getPrisma().conversation.findUniqueOrThrow({ where: { id } });
	for (let n = 0; n < 10; n++) {
		const text = n % 4 === 0 ? `备注里的顺序${n}` : `顺序，备注${n}`;
		if (n % 2 === 0) {
			await rows({
				text: `INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, author_id, created_at, change_id)
					VALUES ($1, $2, 'note', 'text', $3, 'received', 'agent', $4, now() - make_interval(mins => 100 - $2), 1)`,
				values: [id, 10 + n, { type: "text", text }, agent.agent.id],
			});
		} else {
			await rows({
				text: `INSERT INTO customer_notes (customer_id, agent_id, text, created_at)
					VALUES ($1, $2, $3, now() - make_interval(mins => 100 - $4))`,
				values: [customerId, agent.agent.id, text, 10 + n],
			});
		}
	}
	const items = await findAll(agent, "顺序 备注", { kind: "notes", limit: 3 });
	expect(textsOf(items).map((text) => Number(text.at(-1)))).toEqual([9, 7, 6, 5, 3, 2, 1, 8, 4, 0]);
	expect(items[0]).toMatchObject({ kind: "customer_note", author: { name: "林晓" }, conversation: { id } });
	expect(items[2]).toMatchObject({ kind: "message", direction: "note", seq: 16, author: { name: "林晓" } });
	expect(
		await findTexts(await makeAgent("李", { channelIds: ["elsewhere"] }), "顺序", { kind: "notes" }),
	).toEqual([]);
	expect(await findTexts(agent, "顺序")).toEqual([]);
});
