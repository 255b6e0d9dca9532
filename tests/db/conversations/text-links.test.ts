import { beforeEach, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { editHeld } from "@/lib/conversations/held";
import { reply } from "@/lib/conversations/reply";
import { rows } from "@/lib/db";
import { outbox, setRules } from "@/tests/support/desk";
import { sentBodies } from "@/tests/support/kept-pictures";
import { openOutbox } from "@/tests/support/outbox";
import { push, textPacket } from "@/tests/support/packets";

const desk = await openOutbox("links");
const { wechat, channel, agent } = desk;

beforeEach(desk.clear);

const link = (appId: string) =>
	`看 <a href="https://example.com/" data-miniprogram-appid="${appId}" data-miniprogram-path="pages/index">这里</a>`;

test("links of the channel's own Mini Program, web links and loose marks arrive as they were written", async () => {
	const texts = [
		link(channel.appId),
		'<a href="https://example.com/?a=1&b=2">网页</a>',
		"1 < 2, a<b, <b>粗</b> <-",
	];
	const conversationId = await desk.conversationWith("good", texts);
	await deliver(conversationId);
	expect((await sentBodies(wechat)).map(({ text }) => text.content)).toEqual(texts);
});

const BAD = [
	["foreign_link", link("wxffffffffffffffff")],
	["broken_link", '看 <a href="https://example.com/">这里'],
	["broken_link", "看 <a>这里</a>"],
	["unsafe_link", '看 <a href="javascript:alert(1)">这里</a>'],
] as const;

test.each(BAD)("%s: %s is refused before it is queued, with the place of the fault", async (code, text) => {
	const conversationId = await desk.conversationWith(code, []);
	await expect(desk.say(conversationId, text)).rejects.toMatchObject({
		code,
		status: 422,
		details: { fields: { text: expect.stringContaining("at character 3") } },
	});
	expect(await outbox(conversationId)).toEqual([]);
});

test("a held text cannot be rewritten into one that would not be taken", async () => {
	const conversationId = await desk.conversationWith("held", []);
	await rows({
		text: `UPDATE reply_grants SET granted_at = now() - interval '3 days', expires_at = now() - interval '1 day'
			WHERE conversation_id = $1`,
		values: [conversationId],
	});
	const { message } = await reply(agent, conversationId, {
		clientKey: "h",
		type: "text",
		text: "好",
		hold: true,
	});
	for (const [code, text] of BAD) {
		await expect(editHeld(agent, conversationId, message.id, text)).rejects.toMatchObject({ code });
	}
	expect(await outbox(conversationId)).toEqual(["held"]);
});

test("only what a model wrote is marked as such to WeChat", async () => {
	await rows({ text: "UPDATE channels SET opening_mode = 'bot' WHERE id = $1", values: [channel.id] });
	const actions = [
		{ kind: "reply", text: "模型写的", aiGenerated: true },
		{ kind: "reply", text: "人写的" },
	] as const;
	await setRules(channel.id, [{ name: "答", trigger: { kind: "fallback" }, actions: [...actions] }]);
	const openid = await desk.openidOf("asks-a-model");
	await push(channel, textPacket(channel, openid, "问"));
	const [found] = await rows<{ id: string }>({
		text: "SELECT c.id FROM conversations c JOIN customers u ON u.id = c.customer_id WHERE u.external_id = $1",
		values: [openid],
	});
	await deliver(found?.id ?? "");
	expect(await sentBodies(wechat)).toEqual([
		{ touser: openid, msgtype: "text", text: { content: "模型写的" }, aimsgcontext: { is_ai_msg: 1 } },
		{ touser: openid, msgtype: "text", text: { content: "人写的" } },
	]);
});
