/** Mini Program customer service as a channel: WeChat's wire shapes become ours, and ours theirs. */
import type {
	ChannelAccount,
	ChannelProtocol,
	HttpAnswer,
	Inbound,
	OpenedPush,
	SendOutcome,
} from "@/lib/channels/channel";
import type { MessageContent, OutgoingContent } from "@/lib/channels/message";
import { getAccessToken } from "@/lib/channels/tokens";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { fromUnixSeconds, SECOND_MS } from "@/lib/time";
import { WechatApiError, WechatNetworkError } from "@/lib/wechat/api";
import { explainErrcode } from "@/lib/wechat/errcodes";
import { GRANTS } from "@/lib/wechat/miniprogram/limits";
import {
	eventDigest,
	type MiniProgramPush,
	openPush,
	type PushCredentials,
	verifyUrl,
} from "@/lib/wechat/miniprogram/push";
import { buildTransferReply, sealReply } from "@/lib/wechat/miniprogram/reply";
import { type SendableContent, sendMessage } from "@/lib/wechat/miniprogram/send";

const SEND_TIMEOUT_MS = 8 * SECOND_MS;

export const miniprogram: ChannelProtocol = {
	verifyUrl: (query, account) => verifyUrl(query, credentialsOf(account)),
	openPush(request, account, now): OpenedPush {
		const push = openPush(request, credentialsOf(account), now);
		return {
			inbound: toInbound(push),
			acknowledge: (answer, at) => (answer === "transfer" ? transferAnswer(push, account, at) : SUCCESS),
		};
	},
	send,
};

/** Plain in every mode: an encrypted `success` makes the customer see a fault. */
const SUCCESS: HttpAnswer = { status: 200, contentType: "text/plain; charset=utf-8", body: "success" };

function credentialsOf(account: ChannelAccount): PushCredentials {
	const { token, encodingAesKey, appId, originalId, encryption, format, freshnessSeconds } = account;
	return { token, encodingAesKey, appId, originalId, encryption, format, freshnessSeconds };
}

/** In the format and the encryption in which this very push came: what WeChat is set to, whatever we have written down. */
function transferAnswer(push: MiniProgramPush, account: ChannelAccount, now: Date): HttpAnswer {
	const { openid, format, nonce, encrypted } = push;
	const clear = buildTransferReply({ openid, originalId: account.originalId, format }, now);
	const sealed = sealReply(clear, { credentials: credentialsOf(account), nonce, format, encrypted }, now);
	return { status: 200, ...sealed };
}

/** Dedupe keys: a message by its id, an event by openid, second, name and a digest of its fields. */
function toInbound(push: MiniProgramPush): Inbound {
	const event = () => `e:${push.openid}:${push.createTime}:${eventDigest(push)}`;
	if (push.kind === "event") return { kind: "other", name: push.event, erase: null, dedupeKey: event() };
	const occurredAt = fromUnixSeconds(push.createTime);
	if (push.kind === "enter") {
		const { sessionFrom, openid: externalId } = push;
		return { kind: "enter", externalId, occurredAt, sessionFrom, grant: GRANTS.enter, dedupeKey: event() };
	}
	return {
		kind: "message",
		externalId: push.openid,
		occurredAt,
		content: toContent(push),
		media: mediaOf(push),
		grant: GRANTS.message,
		dedupeKey: push.msgId === null ? event() : `m:${push.openid}:${push.msgId}`,
	};
}

function toContent(push: Exclude<MiniProgramPush, { kind: "event" | "enter" }>): MessageContent {
	switch (push.kind) {
		case "text":
			return { type: "text", text: push.content };
		case "image":
			return { type: "image" };
		case "miniprogrampage":
			return {
				type: "miniprogrampage",
				title: push.title,
				appId: push.appId,
				pagePath: push.pagePath,
			};
		case "unknown":
			return { type: "unsupported", wireType: push.msgType };
	}
}

/** A picture or a cover, when WeChat says at least one way to get it. */
function mediaOf(push: MiniProgramPush): Extract<Inbound, { kind: "message" }>["media"] {
	if (push.kind === "image") return toMedia(push.mediaId, push.picUrl);
	if (push.kind === "miniprogrampage") return toMedia(push.thumbMediaId, push.thumbUrl);
	return null;
}

const toMedia = (wechatMediaId: string, sourceUrl: string) =>
	wechatMediaId || sourceUrl ? { wechatMediaId: wechatMediaId || null, sourceUrl: sourceUrl || null } : null;

/** One refresh and one more try when the token is dead; everything else is an outcome. */
async function send(
	...[account, externalId, content]: Parameters<ChannelProtocol["send"]>
): Promise<SendOutcome> {
	let deadToken: string | undefined;
	for (;;) {
		let accessToken: string | undefined;
		try {
			accessToken = await getAccessToken(account, deadToken);
			await sendMessage({
				baseUrl: env().WECHAT_API_URL,
				accessToken,
				openid: externalId,
				content: await toSendable(content),
				timeoutMs: SEND_TIMEOUT_MS,
			});
			return { outcome: "accepted" };
		} catch (error) {
			const isDead = error instanceof WechatApiError && explainErrcode(error.errcode).class === "token";
			if (!isDead || accessToken === undefined || deadToken !== undefined) {
				return toOutcome(error, accessToken !== undefined);
			}
			deadToken = accessToken;
		}
	}
}

async function toSendable(content: OutgoingContent): Promise<SendableContent> {
	if (content.type === "text" || content.type === "link") return content;
	throw new AppError("media_unusable");
}

/** @param sending false while only a token was asked for: then nothing can have been delivered. */
function toOutcome(error: unknown, sending: boolean): SendOutcome {
	if (error instanceof WechatApiError) {
		const { errcode, errmsg } = error;
		return { outcome: explainErrcode(errcode).class === "busy" ? "busy" : "refused", errcode, errmsg };
	}
	const errmsg = error instanceof WechatNetworkError ? error.message : "our own fault; the log says more";
	if (!(error instanceof WechatNetworkError)) log.error({ err: error }, "a reply could not be sent");
	const mayHaveLeft = sending && !(error instanceof WechatNetworkError && !error.sent);
	return mayHaveLeft ? { outcome: "unknown", errmsg } : { outcome: "busy", errcode: null, errmsg };
}
