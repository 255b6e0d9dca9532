/** Sending a Mini Program's customer service messages, with what can be healed at once: a dead token, a lost picture. */
import type { ChannelAccount, ChannelProtocol, SendOutcome } from "@/lib/channels/channel";
import type { OutgoingContent } from "@/lib/channels/message";
import { getAccessToken } from "@/lib/channels/tokens";
import { forgetMediaId, usableMediaId } from "@/lib/channels/wechat-media";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { SECOND_MS } from "@/lib/time";
import { WechatApiError, WechatNetworkError } from "@/lib/wechat/api";
import type { Reaction } from "@/lib/wechat/errcode-reactions";
import { explainErrcode, reactionOf } from "@/lib/wechat/errcodes";
import { type SendableContent, sendMessage } from "@/lib/wechat/miniprogram/send";

const SEND_TIMEOUT_MS = 8 * SECOND_MS;
/** Past it no further try is begun, so that all of them together end within a sender's lease. */
const LAST_TRY_AFTER_MS = 15 * SECOND_MS;

/**
 * When the token is dead it is refreshed, when WeChat has lost the picture it is uploaded again, once each, and the message
 * is tried once more; everything else is an outcome. A picture goes up before the message that shows it.
 */
export async function send(
	...[account, externalId, content]: Parameters<ChannelProtocol["send"]>
): Promise<SendOutcome> {
	const startedAt = Date.now();
	const healed = new Set<Reaction>();
	let deadToken: string | undefined;
	for (;;) {
		const failure = await trySend(account, externalId, content, deadToken);
		if (failure === null) return { outcome: "accepted" };
		const { error, accessToken, mediaId } = failure;
		const isRefusal = error instanceof WechatApiError && accessToken !== undefined;
		const reaction = isRefusal ? reactionOf(error.errcode) : "none";
		const mayHeal = !healed.has(reaction) && Date.now() - startedAt < LAST_TRY_AFTER_MS;
		healed.add(reaction);
		if (mayHeal && reaction === "refresh_token") deadToken = accessToken;
		else if (!mayHeal || reaction !== "upload_again" || !(await forgetMedia(content, mediaId))) {
			return toOutcome(error, accessToken !== undefined);
		}
	}
}

interface FailedTry {
	error: unknown;
	/** Undefined while nothing had left for the customer. */
	accessToken?: string;
	/** WeChat's id of the picture that was to be shown. */
	mediaId?: string;
}

/** Null when WeChat took it. */
async function trySend(
	account: ChannelAccount,
	openid: string,
	content: OutgoingContent,
	deadToken: string | undefined,
): Promise<FailedTry | null> {
	const failure: FailedTry = { error: null };
	try {
		if ("mediaId" in content) failure.mediaId = await usableMediaId(account, content.mediaId);
		const sendable = toSendable(content, failure.mediaId ?? "");
		const accessToken = await getAccessToken(account, deadToken);
		failure.accessToken = accessToken;
		const aiGenerated = content.type === "text" && content.aiGenerated;
		await sendMessage({
			baseUrl: env().WECHAT_API_URL,
			accessToken,
			openid,
			content: sendable,
			aiGenerated,
			timeoutMs: SEND_TIMEOUT_MS,
		});
		return null;
	} catch (error) {
		return { ...failure, error };
	}
}

function toSendable(content: OutgoingContent, mediaId: string): SendableContent {
	if (content.type === "text" || content.type === "link") return content;
	if (content.type === "image") return { type: "image", mediaId };
	const { type, title, pagePath } = content;
	return { type, title, pagePath, thumbMediaId: mediaId };
}

/** False when it cannot be: then WeChat's refusal stands. */
async function forgetMedia(content: OutgoingContent, wechatMediaId: string | undefined): Promise<boolean> {
	if (!("mediaId" in content) || wechatMediaId === undefined) return false;
	return forgetMediaId(content.mediaId, wechatMediaId).then(
		() => true,
		() => false,
	);
}

/** @param sending false while only a token was asked for: then nothing can have been delivered. */
function toOutcome(error: unknown, sending: boolean): SendOutcome {
	if (error instanceof WechatApiError) {
		const { errcode, errmsg } = error;
		return { outcome: explainErrcode(errcode).class === "busy" ? "busy" : "refused", errcode, errmsg };
	}
	if (error instanceof AppError && error.code === "media_unusable") {
		return { outcome: "refused", errcode: 46001, errmsg: "our own copy cannot be sent" };
	}
	const errmsg = error instanceof WechatNetworkError ? error.message : "our own fault; the log says more";
	if (!(error instanceof WechatNetworkError)) log.error({ err: error }, "a reply could not be sent");
	const mayHaveLeft = sending && !(error instanceof WechatNetworkError && !error.sent);
	return mayHaveLeft ? { outcome: "unknown", errmsg } : { outcome: "busy", errcode: null, errmsg };
}
