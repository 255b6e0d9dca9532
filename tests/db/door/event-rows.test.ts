/** Rows P8, P10, P11 and A1 of the conformance list, with what WeChat leaves open both ways. */
import { expect, test } from "vitest";
import { row, rows } from "@/lib/db";
import { count, setRules } from "@/tests/support/desk";
import { does, door, KINDS, keysOf, open, says, textsOf, wechat } from "@/tests/support/push-desk";

/** Every event of the reference's list beside the entering, as its name or with what it holds. */
const OTHER_EVENTS: (string | Record<string, unknown>)[] = [
	{ Event: "debug_demo", debug_str: "hello" },
	{
		Event: "wxa_media_check",
		appid: "wx1",
		trace_id: "t",
		version: 2,
		detail: [{ strategy: "m" }],
		errcode: 0,
		result: { suggest: "pass", label: 100 },
	},
	{
		Event: "subscribe_msg_popup_event",
		List: { TemplateId: "t", SubscribeStatusString: "accept", PopupScene: "0" },
	},
	{ Event: "subscribe_msg_change_event", List: [{ TemplateId: "t" }, { TemplateId: "u" }] },
	"subscribe_msg_sent_event",
	{ Event: "user_authorization_revoke", OpenID: "oGone", AppID: "wx", RevokeInfo: "1" },
	{ Event: "user_info_modified", openid: "oGone" },
	{ Event: "user_authorization_cancellation", OpenID: "oGone" },
	"trade_manage_remind_access_api",
	{ Event: "trade_manage_remind_shipping", msg: "m", transaction_id: "4200001" },
	"trade_manage_order_settlement",
	"add_express_path",
	"update_waybill_status",
	"xpay_goods_deliver_notify",
	"xpay_coin_pay_notify",
	"xpay_refund_notify",
	"minigame_deliver",
	"secvod_upload_event",
	"secvod_audit_event",
	{ Event: "weapp_audit_success", SuccTime: 1488856741 },
	{ Event: "weapp_audit_fail", FailTime: 1488856591, Reason: "1:信息" },
	"weapp_audit_delay",
	"wxa_nickname_audit",
	"wxa_category_audit",
	"wxa_privacy_apply",
	"wxa_appeal_record",
	"wxa_illegal_record",
	{ Event: "kf_create_session", KfAccount: "a@b" },
	{ Event: "kf_close_session", KfAccount: "a@b" },
	{ Event: "kf_switch_session", FromKfAccount: "a@b", ToKfAccount: "c@b" },
	{ Event: "user_enter_session_from_card", CardId: "c", UserCardCode: "1" },
	"event_of_the_future",
];

test.each(KINDS.flatMap((kind) => [true, false].map((loose) => ({ ...kind, loose }))))(
	"P8 · $encryption $format: every other event is answered success and makes no conversation (loose types $loose)",
	async ({ loose, ...kind }) => {
		const channel = await open(
			{ ...kind, openingMode: "transfer" },
			{ jsonCreateTimeAsString: loose, singleListAsObject: loose },
		);
		for (const event of OTHER_EVENTS) {
			const fields = { MsgType: "event", ...(typeof event === "string" ? { Event: event } : event) };
			expect(await does(channel, "raw", { fields }), JSON.stringify(event)).toMatchObject({ verdict: "ACK" });
		}
		expect(await count("conversations", `channel_id = '${channel.id}'`)).toBe(0);
		expect(await count("raw_pushes", `channel_id = '${channel.id}'`)).toBe(OTHER_EVENTS.length);
	},
);

test.each(["voice", "video", "shortvideo", "location", "link", "file", "Sticker2030"])(
	"P8 · a message of type %s, which a Mini Program cannot send, is kept as unsupported and answered success",
	async (MsgType) => {
		const channel = await open();
		expect(
			await does(channel, "raw", { fields: { MsgType, MediaId: "m", Location_X: "1.0" } }),
		).toMatchObject({ verdict: "ACK" });
		expect(
			await count(
				"messages m JOIN conversations c ON c.id = m.conversation_id",
				`c.channel_id = '${channel.id}' AND m.content ->> 'type' = 'unsupported'`,
			),
		).toBe(1);
	},
);

test.each(["parallel", "serial"])(
	"P10 · entering twice in the same second is one line and one welcome (perUserOrder %s)",
	async (perUserOrder) => {
		const channel = await open({ openingMode: "bot" }, { perUserOrder });
		await setRules(channel.id, [
			{
				name: "欢迎",
				trigger: { kind: "enter", cooldownMinutes: 10 },
				actions: [{ kind: "reply", text: "欢迎" }],
			},
		]);
		await wechat.control("POST /clock", { set: Math.floor(Date.now() / 1000) });
		await Promise.all([1, 2, 3].map(() => does(channel, "enter", { sessionFrom: "order-7" })));
		const all = await rows<{ type: string; text: string | null }>({
			text: `SELECT m.type, m.content ->> 'text' AS text FROM messages m JOIN conversations c ON c.id = m.conversation_id
			WHERE c.channel_id = $1 ORDER BY m.seq`,
			values: [channel.id],
		});
		const entered = all.filter(({ type }) => type === "customer_entered").length;
		expect(entered).toBe(new Set(await keysOf(channel)).size);
		expect(all.filter(({ text }) => text === "欢迎")).toHaveLength(1);
	},
);

test.each([false, true])(
	"P11 · a SessionFrom that was cut is kept as it came (cutsMidCharacter %s)",
	async (cutsMidCharacter) => {
		for (const kind of KINDS) {
			const channel = await open(kind, { cutsMidCharacter });
			const sessionFrom = JSON.stringify({ nickName: "林", note: "汉".repeat(500) });
			expect(await does(channel, "enter", { sessionFrom })).toMatchObject({ verdict: "ACK" });
			const { kept } = await row<{ kept: string }>({
				text: "SELECT session_from AS kept FROM customers WHERE channel_id = $1",
				values: [channel.id],
			});
			expect(sessionFrom.startsWith(kept.replace(/\uFFFD+$/, ""))).toBe(true);
			expect(Buffer.byteLength(kept)).toBeGreaterThan(990);
			expect(await says(channel, "你好")).toMatchObject({ verdict: "ACK" });
		}
	},
);

test("A1 · the same person in two accounts has two conversations, and a packet of one account is refused at the other's URL", async () => {
	const [one, other] = [await open(), await open()];
	await says(one, "给一", "same");
	await says(other, "给二", "same");
	expect([await textsOf(one), await textsOf(other)]).toEqual([["给一"], ["给二"]]);
	const { items } = await wechat.control(`GET /pushes?appid=${one.appId}`);
	const sent = items[0].attempts[0].request;
	const { pathname, search } = new URL(sent.url);
	expect(pathname).toBe(new URL(door.urlOf(one.id)).pathname);
	const astray = await fetch(`${door.urlOf(other.id)}${search}`, { method: "POST", body: sent.body });
	expect([astray.status, await astray.text()]).toEqual([403, ""]);
	expect(await textsOf(other)).toEqual(["给二"]);
});
