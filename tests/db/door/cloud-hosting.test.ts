import { beforeAll, expect, test } from "vitest";
import { answerPush } from "@/lib/conversations/push-door";
import { getPrisma } from "@/lib/db";
import { type Channel, count, makeChannel, setRules } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { packet, seal, textPacket } from "@/tests/support/packets";
import { type Json, startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
const door = await openDoor();
const FORMATS = ["xml", "json"] as const;

/** Safe on paper: inside WeChat's network nothing is encrypted all the same. */
async function makeHosted(id: string, format: "xml" | "json"): Promise<Channel> {
	const channel = await makeChannel(id, { encryption: "safe", format, openingMode: "bot" });
	await getPrisma().channel.update({ where: { id }, data: { hosting: "cloudrun" } });
	return channel;
}

const hosted: Record<string, Channel> = {};

beforeAll(async () => {
	for (const format of FORMATS) {
		const channel = await makeHosted(`hosted-${format}`, format);
		hosted[format] = channel;
		await wechat.control("POST /accounts", {
			appid: channel.appId,
			secret: channel.appSecret,
			originalId: channel.originalId,
			push: { url: door.urlOf(channel.id), hosting: "cloudrun", format, mode: "safe" },
		});
		await setRules(channel.id, [
			{
				name: "官方",
				trigger: { kind: "keyword", match: "exact", keywords: ["官方客服"] },
				actions: [{ kind: "switch_mode", mode: "transfer" }],
			},
		]);
	}
});

const does = async (format: string, what: string, body: object): Promise<Json> =>
	(await wechat.control(`POST /chat/${hosted[format]?.appId}/lin/${what}?wait=1`, body)).delivery;

test.each(FORMATS)("%s: the check of the container passes and is kept nowhere", async (format) => {
	const before = await count("raw_pushes");
	expect(await wechat.control(`POST /accounts/${hosted[format]?.appId}/verify`)).toMatchObject({ ok: true });
	expect(await count("raw_pushes")).toBe(before);
});

test.each(FORMATS)("%s: messages are stored and a transfer is understood, in the clear", async (format) => {
	expect(await does(format, "enter", {})).toMatchObject({ verdict: "ACK" });
	expect(await does(format, "text", { content: "你好" })).toMatchObject({ verdict: "ACK" });
	expect(await does(format, "text", { content: "官方客服" })).toMatchObject({ verdict: "TRANSFER" });
	expect(await does(format, "image", {})).toMatchObject({ verdict: "TRANSFER" });
	expect(await count("raw_pushes", `channel_id = 'hosted-${format}'`)).toBe(4);
});

test("without the header it is nobody, and with it only for the account it is addressed to", async () => {
	const channel = await makeHosted("hosted-door", "json");
	const clear = textPacket(channel, "oHosted", "hi");
	const at = (body: string, source: string | null, query = new URLSearchParams()) =>
		answerPush({ channelId: channel.id, method: "POST", query, body: Buffer.from(body), source }, new Date());
	expect(await at(clear, null)).toMatchObject({ status: 403, body: "" });
	expect(await at(clear, "  ")).toMatchObject({ status: 403, body: "" });
	const strange = packet({ ...channel, originalId: "gh_another" }, "oHosted", {
		MsgType: "text",
		Content: "x",
		MsgId: "1",
	});
	expect(await at(strange, "other")).toMatchObject({ status: 403, body: "" });
	expect(await at('{"Encrypt":"x"}', "other")).toMatchObject({ status: 403, body: "" });
	for (const broken of [
		"",
		"{",
		"hello",
		"<xml>",
		'<!DOCTYPE x [<!ENTITY a "b">]><xml/>',
		"[]",
		'{"action":1}',
	])
		expect([400, 403]).toContain((await at(broken, "other")).status);
	expect(await count("push_receipts", "channel_id = 'hosted-door'")).toBe(0);
	expect(await at(clear, "other")).toMatchObject({ status: 200, body: "success" });
	expect(
		await count(
			"messages m JOIN conversations c ON c.id = m.conversation_id",
			"c.channel_id = 'hosted-door'",
		),
	).toBe(1);
});

test("to a channel that is not hosted the header says nothing: not unsigned, and not a check of the container", async () => {
	const channel = await makeChannel("not-hosted");
	const query = new URLSearchParams();
	for (const body of [textPacket(channel, "oPlain", "hi"), '{"action":"CheckContainerPath"}']) {
		const request = {
			channelId: channel.id,
			method: "POST" as const,
			query,
			body: Buffer.from(body),
			source: "other",
		};
		expect(await answerPush(request, new Date())).toMatchObject({ status: 403, body: "" });
	}
	expect(await count("push_receipts", "channel_id = 'not-hosted'")).toBe(0);
});

test("a signed push to a hosted channel without the header is refused: its public URL is closed", async () => {
	const channel = await makeHosted("hosted-signed", "json");
	const signed = seal({ ...channel, encryption: "plain" }, textPacket(channel, "oSigned", "hi"));
	expect(await answerPush(signed, new Date())).toMatchObject({ status: 403, body: "" });
});

test.each(FORMATS)(
	"P9 · %s: no attack on a hosted channel breaks anything, and the next good push works",
	async (format) => {
		const { appId, id } = hosted[format] as Channel;
		const { items } = await wechat.control(`POST /attacks/${appId}`);
		expect(items.length).toBeGreaterThan(10);
		for (const attack of items) expect(attack.status ?? 0, JSON.stringify(attack)).toBeLessThan(500);
		expect(items.filter(({ ok, expect: hoped }: Json) => !ok && hoped !== "refused")).toEqual([]);
		expect(await does(format, "text", { content: `after all of them` })).toMatchObject({
			verdict: "TRANSFER",
		});
		expect(await count("customers", `channel_id = '${id}' AND external_id = 'oVictim'`)).toBe(0);
	},
);
