import { spend } from "../grants";
import { type Account, addToTranscript, type Chat, chatOf } from "../state";
import { authorised, type Endpoint, readObject, refusal } from "./call";
import { ok } from "./errors";
import { checkContent, knownType } from "./send-content";

/** `POST /cgi-bin/message/custom/send`: the checks in WeChat's order, the first that fails answers. */
export const sendEndpoint: Endpoint = authorised({ post: true, kf: true }, (call, account) => {
	const { world } = call;
	const message = readObject(call.body, account.settings.strictEscapes);
	if (typeof message === "number") return refusal(message);
	const chat = typeof message.touser === "string" ? chatOf(world, account, message.touser) : undefined;
	if (!chat) return refusal(40003);
	const now = world.clock.now();
	if (account.settings.windowCheckFirst) {
		const closed = windowCode(account, chat, now);
		if (closed) return refusal(closed);
	}
	const typeCode = knownType(account.kind, message.msgtype);
	if (typeCode) return refusal(typeCode);
	const content = checkContent(world, account, message);
	if (typeof content === "number") return refusal(content);
	const closed = windowCode(account, chat, now);
	if (closed) return refusal(closed);
	chat.grants = spend(chat.grants, now).grants;
	chat.lastMessageAt = now;
	chat.typingUntil = 0;
	addToTranscript(world, chat, { from: "api", ...content, ...senderOf(message) });
	return { json: ok };
});

/** The path for sub-merchants: without `businessid` it only complains. */
export const businessOnly =
	(endpoint: Endpoint): Endpoint =>
	(call) => {
		const body = readObject(call.body);
		if (typeof body !== "number" && body.businessid === undefined) {
			return authorised({ post: true, kf: true }, () => refusal(40101))(call);
		}
		return endpoint(call);
	};

function windowCode(account: Account, chat: Chat, now: number): 0 | 45015 | 45047 {
	if (chat.blocked) return 45015;
	return account.settings.grantModel === "unlimited" ? 0 : spend(chat.grants, now).code;
}

function senderOf(message: Record<string, unknown>): Record<string, unknown> {
	const service = message.customservice as { kf_account?: unknown } | undefined;
	const context = message.aimsgcontext as { is_ai_msg?: unknown } | undefined;
	return {
		...(service?.kf_account ? { kfAccount: String(service.kf_account) } : {}),
		...(context?.is_ai_msg === 1 ? { isAiMessage: true } : {}),
	};
}
