/**
 * The door for what WeChat posts: is it from WeChat, is it for this Mini Program, what does it say.
 * WeChat pages: "Message Push" (消息推送), "Receive messages and events" (接收消息和事件).
 */
import { AppError } from "@/lib/errors";
import { toUnixSeconds } from "@/lib/time";
import { decodeAesKey, decryptBytes } from "@/lib/wechat/crypto";
import { parseJson } from "@/lib/wechat/json";
import { digestOf, type PushBase, type PushContent, readMessage } from "@/lib/wechat/miniprogram/message";
import { isSignature } from "@/lib/wechat/signature";
import { decodeUtf8 } from "@/lib/wechat/utf8";
import { parseXml } from "@/lib/wechat/xml";

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

interface PushRequest {
	query: URLSearchParams;
	/** Raw bytes, already capped. */
	body: Uint8Array;
}

const MAX_ECHO_CHARACTERS = 1024;

/**
 * The `echostr` to answer a URL check with, in the clear in every mode.
 * @throws AppError `push_refused`
 */
export function verifyUrl(query: URLSearchParams, credentials: PushCredentials): string {
	requireSignature(query, "signature", credentials);
	const echo = one(query, "echostr");
	if (echo.length > MAX_ECHO_CHARACTERS) throw refused("echostr is too long");
	return echo;
}

/**
 * Verifies, decrypts and reads a push.
 * @throws AppError `push_refused` when it is not proven to come from WeChat for this Mini Program,
 *   `push_malformed` when it is, and still cannot be read
 */
export function openPush(
	{ query, body }: PushRequest,
	credentials: PushCredentials,
	now: Date,
): MiniProgramPush {
	const nonce = one(query, "nonce");
	requireFresh(query, credentials, now);
	const { clear, encrypted } = authenticate(query, body, credentials);
	const format = formatOf(clear);
	const fields = parseAs(format, clear);
	if (!encrypted && fields.Encrypt !== undefined) throw refused("Encrypt without msg_signature");
	const message = readMessage(fields, Number(one(query, "timestamp")));
	if (message.toUserName !== credentials.originalId) throw refused("addressed to another account");
	return { ...message, format, nonce, clear, encrypted };
}

/** SHA-256 in hex, the same for every delivery of the same event: part of its dedupe key. */
export function eventDigest(push: MiniProgramPush): string {
	const { format, nonce, clear, encrypted, ...message } = push;
	// An unknown type says nothing but its raw text.
	return digestOf(message.kind === "unknown" ? { ...message, clear } : message);
}

/**
 * The text WeChat vouches for. Where there is an `Encrypt` it alone counts; the clear fields beside it, and the
 * `signature` of the query, which does not cover the body, are never fallen back to.
 */
function authenticate(
	query: URLSearchParams,
	body: Uint8Array,
	credentials: PushCredentials,
): { clear: string; encrypted: boolean } {
	const text = decodeUtf8(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
	const isPlain = credentials.encryption !== "safe" && !query.has("msg_signature");
	if (isPlain) {
		requireSignature(query, "signature", credentials);
		return { clear: text, encrypted: false };
	}
	const cipher = encryptOf(text);
	requireSignature(query, "msg_signature", credentials, cipher);
	if (credentials.encodingAesKey === null) throw refused("encrypted, and the channel has no EncodingAESKey");
	const clear = decryptBytes(cipher, decodeAesKey(credentials.encodingAesKey), credentials.appId);
	return { clear: decodeUtf8(clear), encrypted: true };
}

function encryptOf(text: string): string {
	let value: unknown;
	try {
		value = parseAs(formatOf(text), text).Encrypt;
	} catch (cause) {
		throw new AppError("push_refused", { message: "envelope cannot be read", cause });
	}
	if (typeof value !== "string" || value === "") throw refused("no Encrypt in the body");
	return value.trim();
}

function requireSignature(
	query: URLSearchParams,
	name: "signature" | "msg_signature",
	{ token }: PushCredentials,
	...more: string[]
): void {
	if (!isSignature(one(query, name), token, one(query, "timestamp"), one(query, "nonce"), ...more)) {
		throw refused(`${name} is wrong`);
	}
}

function requireFresh(query: URLSearchParams, { freshnessSeconds }: PushCredentials, now: Date): void {
	if (freshnessSeconds === null || freshnessSeconds === undefined) return;
	const ageSeconds = Math.abs(toUnixSeconds(now) - Number(one(query, "timestamp")));
	// Written so that a timestamp which is no number is refused too.
	if (!(ageSeconds <= freshnessSeconds)) throw refused("timestamp is too far from now");
}

/** The one value of a query parameter: given twice, nobody can say which one was signed. */
function one(query: URLSearchParams, name: string): string {
	const values = query.getAll(name);
	const [value] = values;
	if (values.length !== 1 || !value) throw refused(`${name} is missing or repeated`);
	return value;
}

/** By the first character that is not blank; the Content-Type header is not documented and not looked at. */
function formatOf(text: string): PushFormat {
	const first = text.trimStart().charAt(0);
	if (first === "<") return "xml";
	if (first === "{") return "json";
	throw new AppError("push_malformed", { message: "neither XML nor JSON" });
}

const parseAs = (format: PushFormat, text: string): Record<string, unknown> =>
	format === "xml" ? parseXml(text) : parseJson(text);

const refused = (message: string): AppError => new AppError("push_refused", { message });
