import type { Fields, FieldValue } from "../push/build";
import { acknowledged, type ConformCase, describe, type Seen } from "./case";
import type { ConformContext } from "./context";

const EXPECTED = "success, nothing, or the structure the event asks for; no transfer";

/** Subscription events wrap their list in XML and do not in JSON. */
const subscription = (wrapper: string, item: Fields) => (context: ConformContext) => {
	const List: FieldValue = [item];
	return context.target.format === "xml" ? { [wrapper]: { List } } : { List };
};
const fields = (given: Fields) => () => given;
const privacy = ({ account }: ConformContext) => ({
	OpenID: "oNobody",
	AppID: account.appid,
	RevokeInfo: "1",
});

/** Every event of the reference that arrives at the one push URL of a Mini Program, and some that may one day. */
const EVENTS: Record<string, (context: ConformContext) => Fields> = {
	debug_demo: fields({ debug_str: "hello world" }),
	wxa_media_check: (context) => ({
		appid: context.account.appid,
		trace_id: "5f0ca1a5",
		version: 2,
		detail: [{ strategy: "content_model", errcode: 0, suggest: "pass", label: 100, prob: 90 }],
		errcode: 0,
		errmsg: "ok",
		result: { suggest: "pass", label: 100 },
	}),
	subscribe_msg_popup_event: subscription("SubscribeMsgPopupEvent", {
		TemplateId: "t",
		SubscribeStatusString: "accept",
		PopupScene: "0",
	}),
	subscribe_msg_change_event: subscription("SubscribeMsgChangeEvent", {
		TemplateId: "t",
		SubscribeStatusString: "reject",
	}),
	subscribe_msg_sent_event: subscription("SubscribeMsgSentEvent", {
		TemplateId: "t",
		MsgID: 1,
		ErrorCode: 0,
		ErrorStatus: "success",
	}),
	user_authorization_revoke: privacy,
	user_info_modified: privacy,
	user_authorization_cancellation: privacy,
	trade_manage_remind_access_api: fields({ msg: "connect the shipping API" }),
	trade_manage_remind_shipping: fields({ transaction_id: "42", msg: "ship it" }),
	trade_manage_order_settlement: fields({ transaction_id: "42", estimated_settlement_time: 1 }),
	add_express_path: fields({ DeliveryID: "SF", WayBillId: "1", Version: 1, Count: 0 }),
	update_waybill_status: fields({ shop_id: "s", waybill_id: "w", order_status: 301 }),
	xpay_goods_deliver_notify: fields({ OpenId: "o", OutTradeNo: "1", Env: 1 }),
	xpay_coin_pay_notify: fields({ OpenId: "o", OutTradeNo: "1", Env: 1 }),
	xpay_refund_notify: fields({ OpenId: "o", MchRefundId: "1" }),
	minigame_h5_goods_deliver_notify: fields({ MiniGame: { OrderId: "1" } }),
	secvod_upload_event: fields({ upload_event: { media_id: 1, errcode: 0 } }),
	secvod_audit_event: fields({ audit_event: { drama_id: 1 } }),
	weapp_audit_success: fields({ SuccTime: 1 }),
	weapp_audit_fail: fields({ FailTime: 1, Reason: "a reason", ScreenShot: "a|b" }),
	weapp_audit_delay: fields({ DelayTime: 1, Reason: "a reason" }),
	wxa_nickname_audit: fields({ ret: 3, nickname: "n" }),
	wxa_category_audit: fields({ ret: 3, first: 1, second: 2 }),
	wxa_privacy_apply: fields({ result_info: { api_name: "a", apply_time: "1" } }),
	wxa_appeal_record: fields({ appeal_record_id: 1, appeal_time: 1 }),
	wxa_illegal_record: fields({ illegal_record_id: "1", create_time: 1 }),
	kf_create_session: fields({ KfAccount: "a@b" }),
	kf_close_session: fields({ KfAccount: "a@b" }),
	kf_switch_session: fields({ FromKfAccount: "a@b", ToKfAccount: "c@b" }),
	user_enter_session_from_card: fields({ CardId: "c", UserCardCode: "1" }),
	an_event_of_the_future: fields({ Anything: { Nested: ["x", "y"] } }),
};

const ENTER = "user_enter_tempsession";
const enter = (sessionFrom: string) => (context: ConformContext) =>
	context.event(context.newCustomer(), { Event: ENTER, SessionFrom: sessionFrom }).then(acknowledged);

/** Two events of one user in one second, and the first of them once more. */
async function enterTwice(context: ConformContext): Promise<Seen> {
	const chat = context.newCustomer();
	const event = { Event: ENTER, SessionFrom: "wxapp", CreateTime: context.world.clock.seconds() };
	const [first, second] = await Promise.all([context.event(chat, event), context.event(chat, event)]);
	await first.repeat(1);
	const repeated = first.attempts.at(-1)?.verdict;
	const ok = first.verdict === "ACK" && second.verdict === "ACK" && repeated === "ACK";
	return { ok, seen: `${describe(first)} · ${describe(second)} · again ${repeated}` };
}

/** The events of P8, P10 and P11. */
export const eventCases: ConformCase[] = [
	...Object.entries(EVENTS).map(([name, make]) => ({
		id: `P8.${name}`,
		given: `the event ${name}`,
		expected: EXPECTED,
		run: async (context: ConformContext) =>
			acknowledged(await context.event(context.newCustomer(), { Event: name, ...make(context) })),
	})),
	{
		id: "P8.textual",
		given: "an event whose CreateTime is a text and whose List of one is an object",
		expected: EXPECTED,
		run: async (context) => {
			const event = { Event: "subscribe_msg_popup_event", List: [{ TemplateId: "t" }] };
			const loose = { jsonCreateTimeAsString: true, singleListAsObject: true };
			return acknowledged(await context.event(context.newCustomer(), event, loose));
		},
	},
	{
		id: "P8.nameless",
		given: "an event without a name",
		expected: EXPECTED,
		run: async (context) => acknowledged(await context.event(context.newCustomer(), { Nothing: "here" })),
	},
	{
		id: "P10",
		given: "a user enters twice within one second",
		expected: `${EXPECTED}, each time`,
		run: enterTwice,
	},
	{
		id: "P11",
		given: "a SessionFrom whose JSON was cut after 1000 bytes",
		expected: EXPECTED,
		run: enter(`{"nickName":"${"好".repeat(329)}`),
	},
	{
		id: "P11.default",
		given: "a SessionFrom that says nothing (wxapp)",
		expected: EXPECTED,
		run: enter("wxapp"),
	},
];
