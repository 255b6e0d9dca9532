import { beforeAll, expect, test } from "vitest";
import { reply } from "@/lib/conversations/reply";
import type { Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";
import { parseCursor } from "@/lib/search/cursor";
import { messagePlaceSchema, NEWEST_MESSAGE, searchMessages } from "@/lib/search/messages";
import { find, findAll, findTexts } from "@/tests/db/search/finder";
import { type Channel, makeAgent, makeChannel, textFrom, write } from "@/tests/support/desk";

let channel: Channel;
let agent: Scope;

beforeAll(async () => {
	channel = await makeChannel("search");
	agent = await makeAgent("林晓");
	for (const text of [
		"你好，我的退款什么时候到账",
		"iPhone15 手机壳还有货吗？",
		"单号是2026112100018821，麻烦查一下",
		"Hello World，ＡＢＣ１２３",
		"100%棉_的 'quoted' \\ 反斜杠 & | ! :*",
		"Überraschung für Zoë",
		"😂笑死",
		"订单要退，款项何时到",
		"退货 订单",
	])
		await say("oFirst", text);
});

const say = (customer: string, text: string, where = channel) => write(where, textFrom(customer, text));

test.each([
	["账", ["你好，我的退款什么时候到[账]"]],
	["笑", ["😂[笑]死"]],
	["😂", ["[😂]笑死"]],
	["退款", ["你好，我的[退款]什么时候到账"]],
	["我的退款什么时候到账", ["你好，[我的退款什么时候到账]"]],
	["款项何", ["订单要退，[款项何]时到"]],
	["hello", ["[Hello] World，ＡＢＣ１２３"]],
	["WOR", ["Hello [Wor]ld，ＡＢＣ１２３"]],
	["ello", []],
	["abc", ["Hello World，[ＡＢＣ]１２３"]],
	["ａｂｃ123", ["Hello World，[ＡＢＣ１２３]"]],
	["über", ["[Über]raschung für Zoë"]],
	["ZOË", ["Überraschung für [Zoë]"]],
	["iphone", ["[iPhone]15 手机壳还有货吗？"]],
	["iPhone15", ["[iPhone15] 手机壳还有货吗？"]],
	["iphone 手机", ["[iPhone]15 [手机]壳还有货吗？"]],
	["2026112100018821", ["单号是[2026112100018821]，麻烦查一下"]],
	["8821", ["单号是202611210001[8821]，麻烦查一下"]],
	["单号是2026", ["[单号是2026]112100018821，麻烦查一下"]],
	["反斜杠", ["100%棉_的 'quoted' \\ [反斜杠] & | ! :*"]],
	["'quoted' \\", ["100%棉_的 '[quoted]' \\ 反斜杠 & | ! :*"]],
	["棉_的", ["100%[棉]_[的] 'quoted' \\ 反斜杠 & | ! :*"]],
	["退款 hello", []],
	["没有这样的话", []],
	["a' | 'b", []],
	["'); DROP TABLE messages; --", []],
])("%s finds %j", async (q, expected) => {
	expect(await findTexts(agent, q)).toEqual(expected);
});

test("several words must all be there; where they stand together comes first, then the newest", async () => {
	const texts = ["退换须知", "须知：先看退换", "退换，须知", "须知里有退换"];
	for (const text of texts) await say("oRank", text);
	const order = (q: string) => findTexts(agent, q);
	expect(await order("退换 须知")).toEqual(
		["[退换]，[须知]", "[退换][须知]", "[须知]里有[退换]", "[须知]：先看[退换]"].map(joined),
	);
	expect(await order("退换须知")).toEqual(["[退换须知]"]);
	expect(await order("须知,退换")).toEqual([
		"[须知]里有[退换]",
		"[退换]，[须知]",
		"[须知]：先看[退换]",
		"[退换须知]",
	]);
});

/** Places that touch are one. */
const joined = (text: string): string => text.replaceAll("][", "");

test("a message of this very moment is found, whoever wrote it, with all that a jump needs", async () => {
	const { id } = await say("oNow", "刚刚说的话");
	const sent = await reply(agent, id, { clientKey: "k", type: "text", text: "刚刚回的话" });
	const { items } = await find(agent, "刚刚");
	expect(items).toMatchObject([
		{
			kind: "message",
			direction: "out",
			messageId: sent.message.id,
			seq: sent.message.seq,
			author: { kind: "agent", name: "林晓" },
		},
		{
			direction: "in",
			conversation: {
				id,
				customer: { openid: "oNow", name: "用户 ONOW" },
				channel: { id: channel.id, kind: "miniprogram" },
			},
			seq: 1,
			type: "text",
			author: { kind: "customer", name: null },
			at: expect.stringMatching(/^\d{4}-.*Z$/),
		},
	]);
});

test("titles of cards and links are found, event lines and notes are not", async () => {
	const { id } = await say("oCards", "起点");
	await rows({
		text: `INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, epoch, change_id) VALUES
			($1, 10, 'out', 'miniprogrampage', '{"type":"miniprogrampage","title":"冬靴新款","appId":"","pagePath":""}', 'accepted', 'agent', 1, 1),
			($1, 11, 'out', 'link', '{"type":"link","title":"看这里","description":"冬靴保养","url":"u","thumbUrl":""}', 'accepted', 'agent', 1, 1),
			($1, 12, 'event', 'assigned', '{"event":"assigned","to":"冬靴","self":true}', 'received', 'system', NULL, 1),
			($1, 13, 'note', 'text', '{"type":"text","text":"冬靴缺货"}', 'received', 'agent', NULL, 1)`,
		values: [id],
	});
	expect(await findTexts(agent, "冬靴")).toEqual(["看这里 [冬靴]保养", "[冬靴]新款"]);
	expect(await findTexts(agent, "冬靴", { kind: "notes" })).toEqual(["[冬靴]缺货"]);
});

test("nobody finds what is said in channels that are not theirs", async () => {
	const secret = await makeChannel("search-secret");
	await say("oSecret", "机密内容", secret);
	const scoped = await makeAgent("张", { channelIds: [channel.id] });
	expect(await findTexts(agent, "机密")).toHaveLength(1);
	expect(await findTexts(agent, "机密", { channel: secret.id })).toHaveLength(1);
	expect(await findTexts(agent, "机密", { channel: channel.id })).toEqual([]);
	expect(await findTexts(scoped, "机密")).toEqual([]);
	expect(await findTexts(scoped, "机密", { channel: secret.id })).toEqual([]);
	expect(await findTexts(await makeAgent("无", { channelIds: [] }), "机密")).toEqual([]);
});

test("pages hold every hit once and in order, also while new ones arrive", async () => {
	for (let n = 0; n < 23; n++) await say(`oPage${n % 4}`, n % 3 === 0 ? `翻页测试${n}` : `测试里也翻页${n}`);
	let arrivals = 0;
	const items = await findAll(agent, "翻页 测试", { limit: 4 }, () =>
		say("oPage9", `翻页测试新${arrivals++}`),
	);
	const texts = items.flatMap((hit) => (hit.kind === "message" ? [hit.snippet.text] : []));
	const numbers = [...Array(23).keys()].reverse();
	const phrases = numbers.filter((n) => n % 3 === 0).map((n) => `翻页测试${n}`);
	expect(texts.slice(0, phrases.length)).toEqual(phrases);
	expect(texts.slice(phrases.length)).toEqual(
		numbers.filter((n) => n % 3 !== 0).map((n) => `测试里也翻页${n}`),
	);
	expect(arrivals).toBeGreaterThan(4);
});

test("all history is searched, slice by slice, and a search whose time is up goes on where it stopped", async () => {
	const { id } = await say("oSlices", "切片甲");
	// As if a million messages had been written between.
	for (const [n, message] of [40_000, 1_000_000, 3_000_000].entries()) {
		await rows({
			text: `INSERT INTO messages (id, conversation_id, seq, direction, type, content, status, author_kind, change_id)
				VALUES ($2, $1, $3, 'in', 'text', $4, 'received', 'customer', 1)`,
			values: [id, message, n + 10, { type: "text", text: `切片${n}` }],
		});
	}
	await rows({ text: "SELECT setval('messages_id_seq', 3100000)" });
	const all = ["[切片]2", "[切片]1", "[切片]0", "[切片]甲"];
	expect(await findTexts(agent, "切片")).toEqual(all);
	expect((await findAll(agent, "切片", { limit: 1 })).length).toBe(4);

	const search = { words: ["切片"], channelIds: null, notes: false, limit: 10, maxMs: 0 };
	const seqs: number[] = [];
	let from = NEWEST_MESSAGE;
	let stops = 0;
	for (;;) {
		const { hits, interrupted } = await searchMessages({ ...search, from });
		seqs.push(...hits.map(({ hit }) => hit.seq));
		if (!interrupted) break;
		from = interrupted;
		stops++;
	}
	expect(seqs).toEqual([12, 11, 10, 1]);
	expect(stops).toBeGreaterThan(3);
});

test.each(["", "  ", "，。！", "?!", "%_", "\u200d"])("a query without a word is refused: %j", async (q) => {
	await expect(find(agent, q)).rejects.toMatchObject({
		code: "bad_request",
		status: 400,
		details: { fields: { q: expect.any(String) } },
	});
});

test.each([
	"x",
	Buffer.from("[1]").toString("base64url"),
	Buffer.from('{"match":3,"before":"1"}').toString("base64url"),
])("a cursor that is not ours is refused: %j", async (cursor) => {
	await expect(find(agent, "退款", { cursor })).rejects.toMatchObject({ code: "bad_request" });
	expect(() => parseCursor(cursor, messagePlaceSchema)).toThrow();
});
