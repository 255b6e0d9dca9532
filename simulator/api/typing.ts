import { remaining } from "../grants";
import { chatOf } from "../state";
import { authorised, type Endpoint, readObject, refusal } from "./call";
import { ok } from "./errors";

const SHOWN_MS = 15_000;
const RECENT_MS = 30_000;

/** `POST /cgi-bin/message/custom/typing` */
export const typingEndpoint: Endpoint = authorised({ post: true, kf: true }, ({ world, body }, account) => {
	const message = readObject(body);
	if (typeof message === "number") return refusal(message);
	const chat = typeof message.touser === "string" ? chatOf(world, account, message.touser) : undefined;
	if (!chat) return refusal(40003);
	if (message.command !== "Typing" && message.command !== "CancelTyping") return refusal(45072);
	const now = world.clock.now();
	if (chat.blocked || !remaining(chat.grants, now)) return refusal(45015);
	if (now - chat.lastMessageAt > RECENT_MS) return refusal(45080);
	const active = now < chat.typingUntil;
	if (message.command === "CancelTyping") {
		if (!active && account.settings.cancelTypingInactive === "45081") return refusal(45081);
		chat.typingUntil = 0;
		return { json: ok };
	}
	if (active) return refusal(45081);
	chat.typingUntil = now + SHOWN_MS;
	return { json: ok };
});
