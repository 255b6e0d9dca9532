/** The push door of every channel, as one function of plain values; a route handler only carries them. */
import { getAccount } from "@/lib/channels/accounts";
import type { HttpAnswer } from "@/lib/channels/channel";
import { protocolOf } from "@/lib/channels/registry";
import { announce } from "@/lib/conversations/announce";
import { actOf, decidePush } from "@/lib/conversations/decide-push";
import { receive } from "@/lib/conversations/receive";
import { AppError } from "@/lib/errors";

import { log } from "@/lib/log";

/** WeChat's pushes are some kilobytes; nothing above this is read. */
export const PUSH_MAX_BYTES = 256 * 1024;

export interface DoorRequest {
	channelId: string;
	method: "GET" | "POST";
	query: URLSearchParams;
	body: Uint8Array;
	/** The header x-wx-source, which WeChat's cloud hosting sets. */
	source?: string | null;
}

/**
 * Answers WeChat: the URL check (GET) or a push (POST). Never throws. 200 only after the push is stored; 4xx for what is
 * not WeChat's, with an empty body; 503 when the database is down, so that WeChat tries again.
 */
export async function answerPush(request: DoorRequest, now: Date): Promise<HttpAnswer> {
	try {
		const account = await getAccount(request.channelId, now);
		const protocol = protocolOf(account);
		if (request.method === "GET") return plain(200, protocol.verifyUrl(request.query, account));
		if (request.body.byteLength > PUSH_MAX_BYTES) throw new AppError("push_too_large");

		const { inbound, acknowledge } = protocol.openPush(request, account, now);
		const received = await receive(account.id, inbound, request.body);
		if (received.answer !== null || received.conversation === null || inbound.kind === "other") {
			if (received.conversation && !received.duplicate) {
				announce(received.conversation.id, { queued: received.released > 0 });
			}
			return acknowledge(received.answer ?? "success", now);
		}
		const { conversation } = received;
		const settled = await decidePush(account.id, inbound.dedupeKey, conversation, actOf(inbound), now);
		announce(conversation.id, { queued: settled.queued + received.released > 0 });
		return acknowledge(settled.answer, now);
	} catch (error) {
		return refusal(error, request.channelId);
	}
}

const plain = (status: number, body: string): HttpAnswer => ({
	status,
	contentType: "text/plain; charset=utf-8",
	body,
});

/** One line in the log, nothing in the body: an attacker learns neither the step nor the reason. */
function refusal(error: unknown, channelId: string): HttpAnswer {
	if (error instanceof AppError && error.status < 500) {
		log.warn(
			{ channelId: channelId.slice(0, 64), code: error.code, reason: error.message },
			"a push was refused",
		);
		return plain(error.status, "");
	}
	log.error({ err: error, channelId: channelId.slice(0, 64) }, "a push could not be stored");
	return plain(503, "");
}
