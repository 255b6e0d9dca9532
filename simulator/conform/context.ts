import { upsertAccount } from "../accounts";
import { type Received, receiveEvent, receiveMessage, type UserMessage } from "../inbound";
import type { Fields } from "../push/build";
import type { Delivery } from "../push/delivery";
import { startSimulator } from "../server";
import type { SettingsPatch } from "../settings";
import { type Account, type Chat, chatOf, openidOf, upsertUser, type World } from "../state";
import { accountOfTarget, type Target } from "./target";

/** What a case may do: be new customers, write, send events, and see how the door answered. */
export interface ConformContext {
	target: Target;
	world: World;
	account: Account;
	/** Somebody who has never written before. */
	newCustomer(): Chat;
	/** A user message; `settings` hold for this push only. */
	message(chat: Chat, message: UserMessage, settings?: SettingsPatch): Promise<Delivery>;
	text(chat: Chat, content: string, settings?: SettingsPatch): Promise<Delivery>;
	/** Any event; its fields win over the usual head. */
	event(chat: Chat, fields: Fields, settings?: SettingsPatch): Promise<Delivery>;
}

/** Starts a simulated WeChat that pushes to the target; `close` ends it. */
export async function openContext(
	target: Target,
): Promise<{ context: ConformContext; close(): Promise<void> }> {
	const simulator = await startSimulator({ port: 0 });
	const { world } = simulator;
	const account = upsertAccount(world, accountOfTarget(target));
	const run = world.random.hex(8);
	let customers = 0;
	const set = (settings: SettingsPatch = {}): Account => ({
		...account,
		settings: { ...account.settings, ...settings },
	});
	const context: ConformContext = {
		target,
		world,
		account,
		newCustomer: () => {
			const { id } = upsertUser(world, `conform-${run}-${++customers}`, undefined);
			const chat = chatOf(world, account, openidOf(id, account.appid));
			if (!chat) throw new Error(`customer ${id} has no chat`);
			return chat;
		},
		message: (chat, message, settings) => ended(receiveMessage(world, set(settings), chat, message)),
		text: (chat, content, settings) =>
			context.message(
				chat,
				{ type: "text", fields: { Content: content }, shown: { text: content } },
				settings,
			),
		event: (chat, fields, settings) =>
			ended(receiveEvent(world, set(settings), chat, fields, { notices: false })),
	};
	return { context, close: () => simulator.close() };
}

async function ended(received: Received): Promise<Delivery> {
	const delivery = await received.done;
	if (!delivery) throw new Error("nothing was pushed: the official tool has this chat");
	return delivery;
}
