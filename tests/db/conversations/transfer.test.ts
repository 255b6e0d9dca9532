import { beforeAll, expect, test } from "vitest";
import { changeConversation } from "@/lib/conversations/update";
import { row } from "@/lib/db";
import { count, makeAgent, makeChannel, registerAccount, setRules } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { type Json, startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
const door = await openDoor();

const KINDS = (["plain", "compat", "safe"] as const).flatMap((encryption) =>
	(["xml", "json"] as const).map((format) => ({ encryption, format, id: `${encryption}-${format}` })),
);

beforeAll(async () => {
	for (const { id, ...kind } of KINDS) {
		const channel = await makeChannel(id, { ...kind, openingMode: "bot" });
		await registerAccount(wechat, channel, door.urlOf(id));
		await setRules(id, [
			{
				name: "转官方客服",
				trigger: { kind: "keyword", match: "exact", keywords: ["官方客服"] },
				actions: [{ kind: "switch_mode", mode: "transfer" }],
			},
			{ name: "兜底", trigger: { kind: "fallback" }, actions: [{ kind: "reply", text: "在的" }] },
		]);
	}
});

test.each(KINDS)("$id: WeChat's URL check passes", async ({ id }) => {
	expect(await wechat.control(`POST /accounts/${await appIdOf(id)}/verify`, {})).toMatchObject({ ok: true });
});

test.each(KINDS)(
	"$id: a rule transfers this very push, and each message after it; all wait in the official tool",
	async ({ id }) => {
		const appId = await appIdOf(id);
		expect(await does(appId, "lin", "text", { content: "你好" })).toMatchObject({ verdict: "ACK" });
		expect(await does(appId, "lin", "text", { content: "官方客服" })).toMatchObject({ verdict: "TRANSFER" });
		expect(await does(appId, "lin", "text", { content: "有人吗" })).toMatchObject({ verdict: "TRANSFER" });
		expect(await does(appId, "lin", "image", {})).toMatchObject({ verdict: "TRANSFER" });
		expect(await does(appId, "lin", "card", { title: "杯子", pagepath: "p" })).toMatchObject({
			verdict: "TRANSFER",
		});
		const { items } = await wechat.control(`GET /tool/${appId}/waiting`);
		expect(items[0].items.map(({ type }: Json) => type)).toEqual([
			"text",
			"text",
			"image",
			"miniprogrampage",
		]);
		expect(items[0].items[0]).toMatchObject({ text: "官方客服" });
	},
);

test.each(KINDS)("$id: an event is never transferred, not even an unknown one", async ({ id }) => {
	const appId = await appIdOf(id);
	await does(appId, "mu", "text", { content: "官方客服" });
	expect(await does(appId, "mu", "enter", {})).toMatchObject({ verdict: "ACK" });
	const fields = { MsgType: "event", Event: "debug_demo" };
	expect(await does(appId, "mu", "raw", { fields })).toMatchObject({ verdict: "ACK" });
});

test.each(KINDS)(
	"$id: when the answer was lost the retry is transferred again, and stored once",
	async ({ id }) => {
		const appId = await appIdOf(id);
		for (const content of ["官方客服", "再来"]) {
			await wechat.control("POST /faults", {
				target: "push",
				kind: "lostAnswer",
				attempts: 2,
				count: 1,
				appid: appId,
			});
			const delivery = await does(appId, "chen", "text", { content });
			expect(delivery).toMatchObject({ verdict: "TRANSFER" });
			expect(delivery.attempts).toHaveLength(3);
		}
		expect(
			await count(
				"push_receipts",
				`channel_id = '${id}' AND dedupe_key LIKE 'm:' || '${await openid(appId, "chen")}:%'`,
			),
		).toBe(2);
	},
);

test("fifty copies at one instant are each transferred, and one message is stored", async () => {
	const appId = await appIdOf("safe-xml");
	await does(appId, "many", "text", { content: "官方客服" });
	await wechat.control("POST /faults", {
		target: "push",
		kind: "concurrentDuplicate",
		copies: 50,
		count: 1,
	});
	const delivery = await does(appId, "many", "text", { content: "在吗" });
	expect(delivery.attempts.map(({ verdict }: Json) => verdict)).toEqual(Array(50).fill("TRANSFER"));
	expect(await count("raw_pushes", `channel_id = 'safe-xml' AND dedupe_key LIKE '%${delivery.msgId}'`)).toBe(
		1,
	);
});

test("called back by a person, the next message stays here and is answered success", async () => {
	const appId = await appIdOf("safe-json");
	await does(appId, "back", "text", { content: "官方客服" });
	const { id } = await row<{ id: string }>({
		text: "SELECT c.id FROM conversations c JOIN customers u ON u.id = c.customer_id WHERE u.external_id = $1",
		values: [await openid(appId, "back")],
	});
	await changeConversation(await makeAgent("林晓"), id, { kind: "claim" });
	expect(await does(appId, "back", "text", { content: "还在吗" })).toMatchObject({ verdict: "ACK" });
});

const appIdOf = async (channelId: string): Promise<string> =>
	(await row<{ app_id: string }>({ text: "SELECT app_id FROM channels WHERE id = $1", values: [channelId] }))
		.app_id;

const openid = async (appId: string, user: string): Promise<string> =>
	(await wechat.control("POST /users", { id: user })).openids[appId];

/** What the user does, and how WeChat's pushing of it ended. */
const does = async (appId: string, user: string, what: string, body: object): Promise<Json> =>
	(await wechat.control(`POST /chat/${appId}/${user}/${what}?wait=1`, body)).delivery;
