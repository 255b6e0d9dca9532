/** P8, P9 and A1: what nobody has heard of, what is hostile, and what belongs to another account. */

// The line above comes first: it readies Next.
import { expect, test } from "vitest";
import { rows } from "@/lib/db";
import { conformCases } from "@/simulator/conform/list";
import { runConformance } from "@/simulator/conform/run";
import { targetSchema } from "@/simulator/conform/target";
import { COMBINATIONS, openConformanceDesk } from "@/tests/support/conformance-desk";
import { type Channel, count } from "@/tests/support/desk";
import type { Json } from "@/tests/support/simulator";

const desk = await openConformanceDesk();
const { wechat } = desk;

const STRANGE_TYPES = ["voice", "video", "location", "link", "hologram"];
const EVENTS = conformCases.filter(({ id }) => id.startsWith("P8.")).length - STRANGE_TYPES.length;

/** How much is kept of a channel. */
const kept = async ({ id }: Channel) => ({
	pushes: await count("raw_pushes", `channel_id = '${id}'`),
	customers: await count("customers", `channel_id = '${id}'`),
	conversations: await count("conversations", `channel_id = '${id}'`),
});

test.each(COMBINATIONS)(
	"P8 ($name): unknown types are kept as unsupported, unknown events raw and without a conversation; all answered",
	async ({ name, ...kind }) => {
		const { channel } = await desk.line(`p8-${name}`, kind);
		const { appId, originalId, token, encodingAesKey, encryption: mode, format } = channel;
		const url = desk.http.urlOf(channel.id);
		const target = { url, token, appId, originalId, mode, format, aesKey: encodingAesKey ?? undefined };
		const results = await runConformance(targetSchema.parse(target), { only: ["P8"] });
		expect(results.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
		const { length: types } = STRANGE_TYPES;
		expect(await kept(channel)).toEqual({ pushes: types + EVENTS, customers: types, conversations: types });
		const contents = await rows<{ content: unknown }>({
			text: `SELECT m.content FROM messages m JOIN conversations c ON c.id = m.conversation_id
				WHERE c.channel_id = $1 ORDER BY m.created_at`,
			values: [channel.id],
		});
		const expected = STRANGE_TYPES.map((wireType) => ({ content: { type: "unsupported", wireType } }));
		expect(contents).toEqual(expected);
	},
);

test.each(
	[false, true].flatMap((jsonCreateTimeAsString) =>
		[false, true].map((singleListAsObject) => ({ jsonCreateTimeAsString, singleListAsObject })),
	),
)(
	"P8 (jsonCreateTimeAsString $jsonCreateTimeAsString, singleListAsObject $singleListAsObject): the same event, kept once",
	async (flags) => {
		const name = `p8-${flags.jsonCreateTimeAsString}-${flags.singleListAsObject}`;
		for (const format of ["xml", "json"] as const) {
			const line = await desk.line(`${name}-${format}`, { format }, flags);
			const customer = await line.customer("p8");
			const fields = { MsgType: "event", Event: "subscribe_msg_popup_event", List: [{ TemplateId: "t" }] };
			const delivery = await customer.does("raw", { fields });
			expect(delivery.verdict).toBe("ACK");
			await wechat.control(`POST /pushes/${delivery.id}/repeat`, { copies: 2 });
			expect(await kept(line.channel)).toEqual({ pushes: 1, customers: 0, conversations: 0 });
		}
	},
);

test.each(COMBINATIONS)(
	"P9 ($name): after every attack a real customer has no notice, no reply, and writes as before",
	async ({ name, ...kind }) => {
		const line = await desk.line(`p9-${name}`, kind);
		const customer = await line.customer("real");
		await customer.says("之前");
		const attacks = await wechat.control(`POST /attacks/${line.channel.appId}`, {});
		const wrong = attacks.items.filter(({ ok, status }: Json) => !ok || status >= 500);
		expect(wrong).toEqual([]);
		expect(attacks.items.length).toBeGreaterThan(20);
		expect(await customer.says("之后")).toMatchObject({ verdict: "ACK" });
		expect(await customer.notices()).toEqual([]);
		expect(await customer.heard()).toEqual([]);
		expect((await customer.thread()).map(({ content }) => content.text)).toEqual(["之前", "之后"]);
	},
);

test.each(COMBINATIONS)(
	"A1 ($name): one person at two accounts is two customers, and a packet of A at the URL of B is refused",
	async ({ name, ...kind }) => {
		const shared = { ...kind, token: "shared", encodingAesKey: "k".repeat(43) };
		const [one, other] = [await desk.line(`a1-${name}-a`, shared), await desk.line(`a1-${name}-b`, shared)];
		const [here, there] = [await one.customer("same"), await other.customer("same")];
		await here.says("给甲");
		await there.says("给乙");
		expect(here.openid).not.toBe(there.openid);
		expect(await here.conversationId()).not.toBe(await there.conversationId());
		expect((await here.thread()).map(({ content }) => content.text)).toEqual(["给甲"]);
		expect((await there.thread()).map(({ content }) => content.text)).toEqual(["给乙"]);

		const before = await kept(other.channel);
		const { appId: appid, appSecret: secret, originalId, token, encodingAesKey } = one.channel;
		const push = { url: desk.http.urlOf(other.channel.id), token, encodingAesKey };
		const { encryption: mode, format } = kind;
		await wechat.control("POST /accounts", { appid, secret, originalId, push: { ...push, mode, format } });
		for (const plainOpenid of [true, false]) {
			await one.flags({ plainOpenid, maxAttempts: 1 });
			const delivery = await here.says("走错门");
			expect(delivery.attempts.map(({ response }: Json) => response.status)).toEqual([403]);
		}
		expect(await kept(other.channel)).toEqual(before);
	},
);
