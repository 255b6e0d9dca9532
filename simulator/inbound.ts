import { afterEnter, afterUserMessage } from "./grants";
import { showPassiveReply } from "./passive";
import type { Fields } from "./push/build";
import { startDelivery } from "./push/deliver";
import type { Delivery, Packet } from "./push/delivery";
import { headOf, startEvent } from "./push/event";
import { type Account, addToTranscript, type Chat, type World } from "./state";
import { deliverToTool, toolStateOf } from "./tool";

/** What came of something the user did. */
export interface Received {
	msgId: string | null;
	pushId: string | null;
	createTime: number;
	/** Who got it: the push URL, or the official tool directly. */
	handledBy: "push" | "tool" | "nobody";
	/** Resolves with the delivery when it has ended; null when nothing was pushed. */
	done: Promise<Delivery | null>;
}

/** A message as the user wrote it: its wire fields, and how transcript and tool show it. */
export interface UserMessage {
	type: string;
	fields: Fields;
	/** XML puts the id of a card right after its type. */
	idFirst?: boolean;
	shown: { [detail: string]: unknown };
}

/** WeChat has the message: the window opens and the transcript shows it, whatever becomes of the push. */
export function receiveMessage(world: World, account: Account, chat: Chat, message: UserMessage): Received {
	const now = world.clock.now();
	const createTime = world.clock.seconds();
	const msgId = world.nextMsgId();
	chat.grants = afterUserMessage(chat.grants, account.settings, now);
	chat.lastMessageAt = now;
	const shown = { type: message.type, msgId: String(msgId), ...message.shown };
	addToTranscript(world, chat, { from: "user", ...shown });
	const nothingPushed = { msgId: String(msgId), pushId: null, createTime, done: Promise.resolve(null) };
	if (toolStateOf(world, account, chat) === "ACTIVE" || !account.push.enabled) {
		deliverToTool(world, account, chat, shown);
		return { ...nothingPushed, handledBy: "tool" };
	}
	const head = headOf(account, chat, createTime, message.type);
	const fields: Fields = message.idFirst
		? { ...head, MsgId: msgId, ...message.fields }
		: { ...head, ...message.fields, MsgId: msgId };
	const packet: Packet = {
		name: message.type,
		isEvent: false,
		msgId: String(msgId),
		createTime,
		openid: chat.openid,
		fields,
	};
	const { delivery, done } = startDelivery(world, account, chat, packet, (ended) => {
		if (ended.verdict === "TRANSFER") deliverToTool(world, account, chat, shown, ended.kfAccount);
		settle(world, account, chat, ended);
	});
	return { ...nothingPushed, pushId: delivery.id, handledBy: "push", done };
}

/** The user opened the chat through the contact button. */
export function receiveEnter(world: World, account: Account, chat: Chat, sessionFrom: string): Received {
	chat.grants = afterEnter(chat.grants, account.settings, world.clock.now());
	addToTranscript(world, chat, { from: "system", type: "enter", sessionFrom });
	const active = toolStateOf(world, account, chat) === "ACTIVE";
	if (active && !account.settings.enterWhileActive) {
		const createTime = world.clock.seconds();
		return { msgId: null, pushId: null, createTime, handledBy: "nobody", done: Promise.resolve(null) };
	}
	const event: Fields = { Event: "user_enter_tempsession", SessionFrom: sessionFrom };
	return receiveEvent(world, account, chat, event, { notices: true });
}

/** Any event; only those a user would notice leave a line in the chat when they fail. */
export function receiveEvent(
	world: World,
	account: Account,
	chat: Chat,
	event: Fields,
	how: { notices: boolean; singleShot?: boolean },
): Received {
	const nothing = { msgId: null, createTime: world.clock.seconds(), done: Promise.resolve(null) };
	if (account.kind === "service_account" && OPENS_A_WINDOW.test(String(event.Event))) {
		const rules = { ...account.settings, enterMessages: SERVICE_EVENT_MESSAGES };
		chat.grants = afterEnter(chat.grants, rules, world.clock.now());
	}
	if (!account.push.enabled) return { ...nothing, pushId: null, handledBy: "nobody" };
	const { delivery, done, createTime } = startEvent(world, account, chat, event, {
		singleShot: how.singleShot,
		onVerdict: (ended) => settle(world, account, chat, how.notices ? ended : { ...ended, notice: null }),
	});
	return { ...nothing, createTime, pushId: delivery.id, handledBy: "push", done };
}

/** Following, scanning and menu clicks let a service account send three messages within a minute. */
const OPENS_A_WINDOW = /^(subscribe|SCAN|CLICK|VIEW)$/;
const SERVICE_EVENT_MESSAGES = 3;

const NOTICES = {
	miniprogram: {
		kfUnavailable: "该小程序客服暂时无法提供服务，请稍后再试",
		serviceFault: "该小程序提供的服务出现故障，请稍候再试",
	},
	service_account: {
		kfUnavailable: "该公众号暂时无法提供服务，请稍后再试",
		serviceFault: "该公众号提供的服务出现故障，请稍后再试",
	},
};

/** What the user sees of the end of a delivery: a passive reply, or a notice that there is no service. */
function settle(world: World, account: Account, chat: Chat, delivery: Delivery): void {
	if (delivery.passive) showPassiveReply(world, account, chat, delivery.passive);
	if (!delivery.notice) return;
	const text = NOTICES[account.kind][delivery.notice];
	addToTranscript(world, chat, { from: "system", type: "notice", notice: delivery.notice, text });
}
