import type { Account, Chat, World } from "../state";
import type { Fields, FieldValue } from "./build";
import { startDelivery } from "./deliver";
import type { Delivery } from "./delivery";

/** The four fields every packet begins with. */
export const headOf = (account: Account, chat: Chat, createTime: number, type: FieldValue): Fields => ({
	ToUserName: account.originalId,
	FromUserName: chat.openid,
	CreateTime: createTime,
	MsgType: type,
});

/** Starts pushing an event about this chat; its own fields win over the usual head. */
export function startEvent(
	world: World,
	account: Account,
	chat: Chat,
	event: Fields,
	how: { singleShot?: boolean; onVerdict?: (delivery: Delivery) => void } = {},
): { delivery: Delivery; done: Promise<Delivery>; createTime: number } {
	const createTime = world.clock.seconds();
	const fields: Fields = { ...headOf(account, chat, createTime, "event"), ...event };
	const packet = {
		name: String(fields.Event ?? "event"),
		isEvent: true,
		msgId: null,
		createTime,
		openid: typeof fields.FromUserName === "string" ? fields.FromUserName : null,
		fields,
		singleShot: how.singleShot,
	};
	return { ...startDelivery(world, account, chat, packet, how.onVerdict ?? (() => {})), createTime };
}

/** What only the owner of a service account is told about the sessions of the official tool. */
export function pushSessionEvent(world: World, account: Account, chat: Chat, event: Fields): void {
	if (account.kind === "service_account" && account.push.enabled) startEvent(world, account, chat, event);
}
