/** Mini Program customer service as a channel: WeChat's wire shapes become ours, and ours theirs. */
import type {
	ChannelAccount,
	ChannelProtocol,
	HttpAnswer,
	Inbound,
	OpenedPush,
	TextFault,
} from "@/lib/channels/channel";
import { fetchMedia } from "@/lib/channels/fetch-media";
import { ORIGINAL_MAX_CHARACTERS } from "@/lib/channels/limits";
import type { MessageContent } from "@/lib/channels/message";
import { send } from "@/lib/channels/miniprogram-send";
import { fromUnixSeconds } from "@/lib/time";
import { GRANTS } from "@/lib/wechat/miniprogram/limits";
import {
	eventDigest,
	isContainerCheck,
	type MiniProgramPush,
	openHostedPush,
	openPush,
	type PushCredentials,
	verifyQuerySignature,
	verifyUrl,
} from "@/lib/wechat/miniprogram/push";
import { buildTransferReply, sealReply } from "@/lib/wechat/miniprogram/reply";
import { checkLinks, type LinkFault } from "@/lib/wechat/miniprogram/text-links";

export const miniprogram: ChannelProtocol = {
	verifyUrl: (query, account) => verifyUrl(query, credentialsOf(account)),
	mayBeGenuine: ({ query, source }, account) =>
		account.hosting === "cloudrun" ? Boolean(source) : verifyQuerySignature(query, credentialsOf(account)),
	isProbe: (body, { hosting }) => hosting === "cloudrun" && isContainerCheck(body),
	openPush(request, account, now): OpenedPush {
		const { body, source = null } = request;
		const credentials = credentialsOf(account);
		const push =
			account.hosting === "cloudrun"
				? openHostedPush({ body, source }, credentials, now)
				: openPush(request, credentials, now);
		return {
			inbound: toInbound(push, account.appId),
			acknowledge: (answer, at) => (answer === "transfer" ? transferAnswer(push, account, at) : SUCCESS),
		};
	},
	checkText: (account, text) => faultOf(checkLinks(text, account.appId)[0]),
	send,
	fetchMedia,
};

const TEXT_FAULTS = {
	foreign_appid: "foreign_link",
	broken_markup: "broken_link",
	unsafe_href: "unsafe_link",
} as const satisfies Record<LinkFault["kind"], TextFault["code"]>;

const faultOf = (fault: LinkFault | undefined): TextFault | null =>
	fault ? { code: TEXT_FAULTS[fault.kind], at: fault.at } : null;

/** Plain in every mode: an encrypted `success` makes the customer see a fault. */
const SUCCESS: HttpAnswer = { status: 200, contentType: "text/plain; charset=utf-8", body: "success" };

function credentialsOf(account: ChannelAccount): PushCredentials {
	const { token, encodingAesKey, appId, originalId, format, freshnessSeconds, hosting } = account;
	// Nothing is encrypted inside WeChat's own network, whatever the account's page is set to.
	const encryption = hosting === "cloudrun" ? "plain" : account.encryption;
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
function toInbound(push: MiniProgramPush, appId: string): Inbound {
	const event = (openid = push.openid) => `e:${openid}:${push.createTime}:${eventDigest(push)}`;
	const occurredAt = fromUnixSeconds(push.createTime);
	if (push.kind === "event") {
		const externalId = toErase(push, appId);
		const erase = externalId === null ? null : { externalId, askedAt: occurredAt };
		// Under the name of the one it concerns, so that it is erased with the rest.
		return { kind: "other", name: push.event, erase, dedupeKey: event(externalId ?? push.openid) };
	}
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

/** Who has withdrawn their consent or closed their account; a changed profile asks for nothing we keep. */
function toErase({ event, privacy }: Extract<MiniProgramPush, { kind: "event" }>, appId: string) {
	if (!privacy || event === "user_info_modified") return null;
	return privacy.appid === null || privacy.appid === appId ? privacy.openid : null;
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
			return { type: "unsupported", wireType: push.msgType, original: originalOf(push.clear) };
	}
}

/** Postgres keeps no NUL. */
const originalOf = (clear: string): string =>
	Array.from(clear.replaceAll("\0", "")).slice(0, ORIGINAL_MAX_CHARACTERS).join("");

/** A picture or a cover, when WeChat says at least one way to get it. */
function mediaOf(push: MiniProgramPush): Extract<Inbound, { kind: "message" }>["media"] {
	if (push.kind === "image") return toMedia(push.mediaId, push.picUrl);
	if (push.kind === "miniprogrampage") return toMedia(push.thumbMediaId, push.thumbUrl);
	return null;
}

const toMedia = (wechatMediaId: string, sourceUrl: string) =>
	wechatMediaId || sourceUrl ? { wechatMediaId: wechatMediaId || null, sourceUrl: sourceUrl || null } : null;
