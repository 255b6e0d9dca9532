import { afterEnter, afterUserMessage } from "./grants";
import type { Fields, FieldValue } from "./push/build";
import { type Delivery, type Packet, startDelivery } from "./push/deliver";
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
		if (ended.verdict === "TRANSFER") deliverToTool(world, account, chat, shown);
		noticeOf(world, chat, ended);
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
	const createTime = world.clock.seconds();
	const nothing = { msgId: null, createTime, done: Promise.resolve(null) };
	if (!account.push.enabled) return { ...nothing, pushId: null, handledBy: "nobody" };
	const fields: Fields = { ...headOf(account, chat, createTime, "event"), ...event };
	const packet: Packet = {
		name: String(fields.Event ?? "event"),
		isEvent: true,
		msgId: null,
		createTime,
		openid: typeof fields.FromUserName === "string" ? fields.FromUserName : null,
		fields,
		singleShot: how.singleShot,
	};
	const { delivery, done } = startDelivery(world, account, chat, packet, (ended) => {
		if (how.notices) noticeOf(world, chat, ended);
	});
	return { ...nothing, pushId: delivery.id, handledBy: "push", done };
}

const headOf = (account: Account, chat: Chat, createTime: number, type: FieldValue): Fields => ({
	ToUserName: account.originalId,
	FromUserName: chat.openid,
	CreateTime: createTime,
	MsgType: type,
});

const NOTICES = {
	kfUnavailable: "该小程序客服暂时无法提供服务，请稍后再试",
	serviceFault: "该小程序提供的服务出现故障，请稍候再试",
};

function noticeOf(world: World, chat: Chat, delivery: Delivery): void {
	if (!delivery.notice) return;
	const text = NOTICES[delivery.notice];
	addToTranscript(world, chat, { from: "system", type: "notice", notice: delivery.notice, text });
}
