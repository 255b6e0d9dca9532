/** The push door of every channel, as one function of plain values; a route handler only carries them. */
import { getAccount } from "@/lib/channels/accounts";
import type { ChannelAccount, HttpAnswer, OpenedPush } from "@/lib/channels/channel";
import { countRefusal, isCrowded, noteGoodPush } from "@/lib/channels/refusals";
import { protocolOf } from "@/lib/channels/registry";
import { RELAY_HEADER } from "@/lib/channels/relay";
import { watchSource } from "@/lib/channels/source-ips";
import { announce } from "@/lib/conversations/announce";
import { wakeAssignment } from "@/lib/conversations/auto-assign";
import { actOf, decidePush } from "@/lib/conversations/decide-push";
import { askToErase } from "@/lib/conversations/erase-tasks";
import { receive } from "@/lib/conversations/receive";
import { relayedAnswer } from "@/lib/conversations/relay-answer";
import { tellMessage } from "@/lib/conversations/tell";
import { AppError } from "@/lib/errors";
import { wakeMediaFetch } from "@/lib/jobs/queue";
import { log } from "@/lib/log";

export { RELAY_HEADER };

/** WeChat's pushes are some kilobytes; nothing above this is read. */
export const PUSH_MAX_BYTES = 256 * 1024;
/** WeChat hangs up after 5 s; past this a relayed push has nothing to wait for. */
const RELAY_BY_MS = 4000;

export interface DoorRequest {
	channelId: string;
	method: "GET" | "POST";
	query: URLSearchParams;
	/** The bytes, or how to get them: those of a stranger who was refused often are never read. */
	body: Uint8Array | (() => Promise<Uint8Array>);
	/** The header x-wx-source, which WeChat's cloud hosting sets. */
	source?: string | null;
	contentType?: string | null;
	/** Where it comes from; null when the host cannot tell. */
	address?: string | null;
	/** A console has passed it on: it is not passed on again. */
	isRelayed?: boolean;
}

/**
 * Answers WeChat: the URL check (GET) or a push (POST). Never throws. 200 only after the push is stored; 4xx for what is
 * not WeChat's, with an empty body; 503 when the database is down or a relay does not answer, so that WeChat tries again.
 */
export async function answerPush(request: DoorRequest, now: Date): Promise<HttpAnswer> {
	const startedAt = performance.now();
	let account: ChannelAccount | undefined;
	try {
		account = await getAccount(request.channelId, now);
		const protocol = protocolOf(account);
		if (isCrowded(request.address, now) && !protocol.mayBeGenuine(request, account)) {
			countRefusal({ ...request, reason: "refused often" }, now);
			return plain(429, "");
		}
		if (request.method === "GET") return plain(200, protocol.verifyUrl(request.query, account));
		const body = typeof request.body === "function" ? await request.body() : request.body;
		if (body.byteLength > PUSH_MAX_BYTES) throw new AppError("push_too_large");
		if (protocol.isProbe(body, account)) return plain(200, "success");

		const opened = protocol.openPush({ query: request.query, body, source: request.source }, account, now);
		noteGoodPush(account);
		watchSource(account, request.address, now);
		if (opened.inbound.kind !== "other") return await answerCustomer(account, opened, body, now);
		return await answerOther(account, opened, { ...request, body }, startedAt, now);
	} catch (error) {
		if (account && error instanceof AppError && error.code === "push_refused") {
			countRefusal({ channelId: account.id, address: request.address, reason: error.message }, now);
		}
		return refusal(error, request.channelId);
	}
}

/** A message or an entering: stored, decided once, and answered so that every copy hears the same. */
async function answerCustomer(
	{ id: channelId }: ChannelAccount,
	{ inbound, acknowledge }: OpenedPush,
	body: Uint8Array,
	now: Date,
): Promise<HttpAnswer> {
	const { answer, conversation, duplicate, released, mediaId } = await receive(channelId, inbound, body);
	if (mediaId !== null) wakeMediaFetch(mediaId);
	if (conversation === null || inbound.kind === "other") return acknowledge(answer ?? "success", now);
	if (answer !== null) {
		if (!duplicate) announceInbound(conversation.id, { queued: released > 0 });
		return acknowledge(answer, now);
	}
	const settled = await decidePush(channelId, inbound.dedupeKey, conversation, actOf(inbound), now);
	announceInbound(conversation.id, { queued: settled.queued + released > 0 });
	return acknowledge(settled.answer, now);
}

/** After the commit: screens, whoever has room for who waits now, and agents with no tab in sight. */
function announceInbound(conversationId: string, options: { queued: boolean }): void {
	announce(conversationId, options);
	wakeAssignment();
	tellMessage(conversationId);
}

/** Whatever else WeChat tells an account: kept, and passed on where somebody waits for it. */
async function answerOther(
	account: ChannelAccount,
	{ inbound, acknowledge }: OpenedPush,
	request: DoorRequest & { body: Uint8Array },
	startedAt: number,
	now: Date,
): Promise<HttpAnswer> {
	if (inbound.kind === "other" && inbound.erase) await askToErase(account.id, inbound.name, inbound.erase);
	const { dedupeKey } = inbound;
	const { duplicate } = await receive(account.id, inbound, request.body);
	const { relayUrl } = account;
	if (relayUrl === null || request.isRelayed) return acknowledge("success", now);
	const { query, body, contentType = null, source = null } = request;
	const push = { channelId: account.id, query, body, contentType, source };
	const timeoutMs = Math.floor(RELAY_BY_MS - (performance.now() - startedAt));
	const answer = await relayedAnswer(account, { relayUrl, dedupeKey, duplicate, push, timeoutMs }, now);
	return answer ?? plain(503, "");
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
