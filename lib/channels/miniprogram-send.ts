/** Sending a Mini Program's customer service messages, with what can be healed at once: a dead token, a lost picture. */
import type { ChannelAccount, ChannelProtocol, SendOutcome } from "@/lib/channels/channel";
import type { OutgoingContent } from "@/lib/channels/message";
import { type SendStep, toSendOutcome } from "@/lib/channels/send-outcome";
import { getAccessToken } from "@/lib/channels/tokens";
import { forgetMediaId, usableMediaId } from "@/lib/channels/wechat-media";
import { env } from "@/lib/env";
import { SECOND_MS } from "@/lib/time";
import { WechatApiError, WechatNetworkError } from "@/lib/wechat/api";
import type { Reaction } from "@/lib/wechat/errcode-reactions";
import { reactionOf } from "@/lib/wechat/errcodes";
import { type SendableContent, sendMessage } from "@/lib/wechat/miniprogram/send";

const SEND_TIMEOUT_MS = 8 * SECOND_MS;
/** Past it no further try is begun, so that all of them together end within a sender's lease. */
const LAST_TRY_AFTER_MS = 15 * SECOND_MS;
/** Past it a message whose picture took so long is left for its next turn: nobody may send when the lease is over. */
const LAST_SEND_AFTER_MS = 30 * SECOND_MS;

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
		const failure = await trySend(account, externalId, content, { deadToken, startedAt });
		if (failure === null) return { outcome: "accepted" };
		const { error, step, accessToken, mediaId } = failure;
		const isRefusal = error instanceof WechatApiError && step === "send";
		const reaction = isRefusal ? reactionOf(error.errcode) : "none";
		const mayHeal = !healed.has(reaction) && Date.now() - startedAt < LAST_TRY_AFTER_MS;
		healed.add(reaction);
		if (mayHeal && reaction === "refresh_token") deadToken = accessToken;
		else if (!mayHeal || reaction !== "upload_again" || !(await forgetMedia(content, mediaId))) {
			return toSendOutcome(error, step);
		}
	}
}

interface FailedTry {
	error: unknown;
	/** How far it had come. */
	step: SendStep;
	accessToken?: string;
	/** WeChat's id of the picture that was to be shown. */
	mediaId?: string;
}

const TOO_LATE = new WechatNetworkError({
	sent: false,
	api: "/cgi-bin/media/upload",
	reason: "the picture took too long",
});

/** Null when WeChat took it. */
async function trySend(
	account: ChannelAccount,
	openid: string,
	content: OutgoingContent,
	{ deadToken, startedAt }: { deadToken: string | undefined; startedAt: number },
): Promise<FailedTry | null> {
	const failure: FailedTry = { error: null, step: "token" };
	try {
		const accessToken = await getAccessToken(account, deadToken);
		failure.accessToken = accessToken;
		failure.step = "media";
		if ("mediaId" in content) failure.mediaId = await usableMediaId(account, content.mediaId);
		if (Date.now() - startedAt > LAST_SEND_AFTER_MS) throw TOO_LATE;
		failure.step = "send";
		const aiGenerated = content.type === "text" && content.aiGenerated;
		await sendMessage({
			baseUrl: env().WECHAT_API_URL,
			accessToken,
			openid,
			content: toSendable(content, failure.mediaId),
			aiGenerated,
			timeoutMs: SEND_TIMEOUT_MS,
		});
		return null;
	} catch (error) {
		return { ...failure, error };
	}
}

function toSendable(content: OutgoingContent, mediaId = ""): SendableContent {
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
