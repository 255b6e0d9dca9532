import { beforeEach, expect, test } from "vitest";
import { createCard, deleteCard } from "@/lib/admin/cards";
import { createCardSchema } from "@/lib/channels/card-schema";
import { getCard } from "@/lib/channels/cards";
import { deliver } from "@/lib/conversations/deliver";
import { reply } from "@/lib/conversations/reply";
import { type Reply, replySchema } from "@/lib/conversations/reply-schema";
import { listMessages } from "@/lib/conversations/thread";
import { samplePicture } from "@/simulator/picture-samples";
import { makeAgent, makeChannel, outbox } from "@/tests/support/desk";
import { keepPicture, sentBodies } from "@/tests/support/kept-pictures";
import { openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("cards");
const { wechat, channel, agent } = desk;
const admin = await makeAgent("王琳", { role: "admin" });
const mediaId = await keepPicture(channel.id);

beforeEach(desk.clear);

const CARD = {
	channelId: channel.id,
	type: "miniprogrampage",
	name: "订单卡",
	title: "订单 {{orderNumber}}",
	pagepath: "pages/order/detail?id={{orderNumber}}",
	mediaId,
};
const LINK = {
	channelId: channel.id,
	type: "link",
	name: "退换说明",
	title: "退换货说明",
	description: "{{name}} 的退换进度",
	url: "https://example.com/returns?who={{name}}",
	thumbUrl: "https://example.com/thumb.png",
};
const newCard = (card: object) => createCard(admin, createCardSchema.parse(card));

/** As the API takes it. */
const say = (conversationId: string, said: object): ReturnType<typeof reply> => {
	const parsed: Reply = replySchema.parse({ clientKey: crypto.randomUUID(), ...said });
	return reply(agent, conversationId, parsed);
};

/** Sends this to somebody new; answers what was on the wire. */
async function wireOf(user: string, said: object) {
	const conversationId = await desk.conversationWith(user, []);
	await say(conversationId, said);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted"]);
	const [body] = await sentBodies(wechat);
	return { conversationId, body, touser: await desk.openidOf(user) };
}

test("a card goes out with title, page and cover, and no appid", async () => {
	const said = {
		type: "miniprogrampage",
		title: "手作陶瓷杯",
		pagepath: "pages/goods/detail?id=7&from=kf",
		mediaId,
	};
	const { body, touser } = await wireOf("card", said);
	expect(body).toEqual({
		touser,
		msgtype: "miniprogrampage",
		miniprogrampage: {
			title: "手作陶瓷杯",
			pagepath: "pages/goods/detail?id=7&from=kf",
			thumb_media_id: expect.any(String),
		},
	});
	const cover = await fetch(`${wechat.simulator.url}/_sim/media/${body.miniprogrampage.thumb_media_id}`);
	expect(Buffer.from(await cover.arrayBuffer()).equals(samplePicture())).toBe(true);
});

test("a link goes out with its four fields", async () => {
	const [url, thumbUrl] = ['https://example.com/a?b=1&c="2"', "http://example.com/t.png"];
	const { body, touser } = await wireOf("link", {
		type: "link",
		title: "标题",
		description: "描述",
		url,
		thumbUrl,
	});
	expect(body).toEqual({
		touser,
		msgtype: "link",
		link: { title: "标题", description: "描述", url, thumb_url: thumbUrl },
	});
});

test("a card of the library goes out filled in, the thread shows it so, and it counts as used", async () => {
	const card = await newCard(CARD);
	const values = { orderNumber: "A/1 2" };
	const { body, conversationId } = await wireOf("library", { type: card.type, cardId: card.id, values });
	expect(body.miniprogrampage).toMatchObject({
		title: "订单 A/1 2",
		pagepath: "pages/order/detail?id=A%2F1%202",
	});
	const { items } = await listMessages(agent, conversationId, { limit: 1 });
	expect(items[0]).toMatchObject({
		type: "miniprogrampage",
		content: { title: "订单 A/1 2", pagePath: "pages/order/detail?id=A%2F1%202", appId: "" },
		media: { id: mediaId, status: "ready" },
	});
	expect((await getCard(null, card.id)).usedAt).toEqual(expect.any(String));
});

test("a link of the library goes out filled in", async () => {
	const { id: cardId } = await newCard(LINK);
	const { body } = await wireOf("library-link", { type: "link", cardId, values: { name: "李 & 王" } });
	expect(body.link).toMatchObject({
		description: "李 & 王 的退换进度",
		url: "https://example.com/returns?who=%E6%9D%8E%20%26%20%E7%8E%8B",
	});
});

test.each([
	["missing", {}, "values.orderNumber"],
	["blank", { values: { orderNumber: " " } }, "values.orderNumber"],
	["too long", { values: { orderNumber: "单".repeat(30) } }, "title"],
])(
	"a card with a value %s is refused with the field, nothing is queued, nothing counts as used",
	async (_name, more, field) => {
		const { id: cardId } = await newCard(CARD);
		const conversationId = await desk.conversationWith("values", []);
		const refused = say(conversationId, { type: "miniprogrampage", cardId, ...more });
		await expect(refused).rejects.toMatchObject({
			code: "card_values",
			status: 422,
			details: { fields: { [field]: expect.any(String) } },
		});
		expect(await outbox(conversationId)).toEqual([]);
		expect((await getCard(null, cardId)).usedAt).toBeNull();
	},
);

test("a card of another channel or of another type is not found", async () => {
	const other = await makeChannel("cards-elsewhere");
	const foreign = await newCard({ ...LINK, channelId: other.id });
	const own = await newCard(LINK);
	const conversationId = await desk.conversationWith("foreign", []);
	for (const said of [
		{ type: "link", cardId: foreign.id },
		{ type: "miniprogrampage", cardId: own.id },
	]) {
		await expect(say(conversationId, { ...said, values: { name: "x" } })).rejects.toMatchObject({
			code: "not_found",
			status: 404,
		});
	}
});

test("a card deleted before it has left still arrives, stays in the thread, and is the same message when asked for again", async () => {
	const { id: cardId } = await newCard({ ...CARD, title: "不见的卡" });
	const conversationId = await desk.conversationWith("deleted", []);
	const said = { clientKey: "once", type: "miniprogrampage", cardId, values: { orderNumber: "1" } };
	await say(conversationId, said);
	await deleteCard(admin, cardId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted"]);
	expect(await say(conversationId, said)).toMatchObject({ created: false, message: { status: "accepted" } });
	const { items } = await listMessages(agent, conversationId, { limit: 1 });
	expect(items[0]).toMatchObject({ content: { title: "不见的卡" }, media: { id: mediaId } });
});

test("a page that does not exist fails with its code", async () => {
	await wechat.control("POST /accounts", {
		appid: channel.appId,
		secret: channel.appSecret,
		originalId: channel.originalId,
		pages: ["pages/index/index"],
		flags: { grantModel: "unlimited" },
	});
	const conversationId = await desk.conversationWith("page", []);
	await say(conversationId, { type: "miniprogrampage", title: "x", pagepath: "pages/none", mediaId });
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect(await desk.failureOf(conversationId)).toMatchObject({ errcode: 41030 });
});
