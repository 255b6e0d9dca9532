/**
 * The door for what WeChat posts: is it from WeChat, is it for this Mini Program, what does it say.
 * WeChat pages: "Message Push" (消息推送), "Receive messages and events" (接收消息和事件).
 */
import { toUnixSeconds } from "@/lib/time";
import { authenticate, parsePacket, textOf } from "@/lib/wechat/miniprogram/envelope";
import { digestOf, type PushBase, type PushContent, readMessage } from "@/lib/wechat/miniprogram/message";
import { findOne, one, refused, requireFresh, requireSignature } from "@/lib/wechat/miniprogram/signed-query";
import { isSignature } from "@/lib/wechat/signature";

export type PushFormat = "xml" | "json";

export interface PushCredentials {
	/** Shared secret of the signatures. */
	token: string;
	/** 43 base64 characters without "="; null is possible in plain mode only. */
	encodingAesKey: string | null;
	appId: string;
	/** `gh_…`; a push addressed to another is refused. */
	originalId: string;
	encryption: "plain" | "compat" | "safe";
	/** As configured at WeChat. A push is read in the format it has. */
	format: PushFormat;
	/** How far the request's timestamp may be from now, either way; null or absent: not looked at. */
	freshnessSeconds?: number | null;
}

export type MiniProgramPush = PushBase &
	PushContent & {
		/** Of this very push, and so of its answer. */
		format: PushFormat;
		/** Of the request; an encrypted answer repeats it. */
		nonce: string;
		/** The decrypted text, or the plain body. */
		clear: string;
		encrypted: boolean;
	};

export interface PushRequest {
	query: URLSearchParams;
	/** Raw bytes, already capped. */
	body: Uint8Array;
}

/** From cloud hosting, inside WeChat's network: in the clear and without a signature. */
interface HostedPushRequest {
	/** Raw bytes, already capped. */
	body: Uint8Array;
	/** The header `x-wx-source`; null when there is none. */
	source: string | null;
}

const MAX_ECHO_CHARACTERS = 1024;
const MAX_CONTAINER_CHECK_BYTES = 1024;

/**
 * The `echostr` to answer a URL check with, in the clear in every mode.
 * @throws AppError `push_refused`
 */
export function verifyUrl(query: URLSearchParams, { token }: PushCredentials): string {
	requireSignature(query, "signature", token);
	const echo = one(query, "echostr");
	if (echo.length > MAX_ECHO_CHARACTERS) throw refused("echostr is too long");
	return echo;
}

/**
 * Whether the query carries the `signature` that WeChat sends in every mode: enough to tell a stranger before the
 * body is read, and never enough to believe the body, which it does not cover.
 */
export function verifyQuerySignature(query: URLSearchParams, { token }: PushCredentials): boolean {
	const [signature, timestamp, nonce] = ["signature", "timestamp", "nonce"].map((name) =>
		findOne(query, name),
	);
	if (!timestamp || !nonce) return false;
	return isSignature(signature, token, timestamp, nonce);
}

/**
 * Verifies, decrypts and reads a push.
 * @throws AppError `push_refused` when it is not proven to come from WeChat for this Mini Program,
 *   `push_malformed` when it is, and still cannot be read
 */
export function openPush(request: PushRequest, credentials: PushCredentials, now: Date): MiniProgramPush {
	const { query } = request;
	const nonce = one(query, "nonce");
	requireFresh(query, credentials.freshnessSeconds, now);
	const { clear, encrypted } = authenticate(request, credentials);
	const { format, fields } = parsePacket(clear);
	if (!encrypted && fields.Encrypt !== undefined) throw refused("Encrypt without msg_signature");
	const message = readMessage(fields, Number(one(query, "timestamp")));
	if (message.toUserName !== credentials.originalId) throw refused("addressed to another account");
	return { ...message, format, nonce, clear, encrypted };
}

/**
 * Reads a push of WeChat's cloud hosting, which is addressed to the original id or to the appid. Nothing in it can be
 * verified: the header says "from WeChat" only where the gateway strips it from everybody else's requests. The answer
 * goes out in the clear whatever the channel is set to (`sealReply` with `encryption: "plain"`).
 * @throws AppError `push_refused` without the header, or addressed to another account; `push_malformed`
 * WeChat page: "Message push of cloud hosting" (云托管 · 开启消息推送).
 */
export function openHostedPush(
	{ body, source }: HostedPushRequest,
	{ appId, originalId }: PushCredentials,
	now: Date,
): MiniProgramPush {
	if (source === null || source.trim() === "") throw refused("no x-wx-source");
	const clear = textOf(body);
	const { format, fields } = parsePacket(clear);
	if (fields.Encrypt !== undefined) throw refused("encrypted, and cloud hosting never is");
	const message = readMessage(fields, toUnixSeconds(now));
	if (message.toUserName !== originalId && message.toUserName !== appId) {
		throw refused("addressed to another account");
	}
	return { ...message, format, nonce: "", clear, encrypted: false };
}

/** Whether `body` is the question of cloud hosting whether anybody is here; to be answered with `success`. */
export function isContainerCheck(body: Uint8Array): boolean {
	if (body.byteLength > MAX_CONTAINER_CHECK_BYTES) return false;
	try {
		return parsePacket(textOf(body)).fields.action === "CheckContainerPath";
	} catch {
		return false;
	}
}

/** SHA-256 in hex, the same for every delivery of the same event: part of its dedupe key. */
export function eventDigest(push: MiniProgramPush): string {
	const { format, nonce, clear, encrypted, ...rest } = push;
	// Read from the fields, which are there already.
	const { privacy, ...message } = { privacy: null, ...rest };
	// An unknown type says nothing but its raw text.
	return digestOf(message.kind === "unknown" ? { ...message, clear } : message);
}
