/** From the bytes of a push to the text WeChat vouches for, and to its fields. */
import { AppError } from "@/lib/errors";
import { decodeAesKey, decryptBytes } from "@/lib/wechat/crypto";
import { parseJson } from "@/lib/wechat/json";
import type { PushCredentials, PushFormat, PushRequest } from "@/lib/wechat/miniprogram/push";
import { refused, requireSignature } from "@/lib/wechat/miniprogram/signed-query";
import { decodeUtf8 } from "@/lib/wechat/utf8";
import { parseXml } from "@/lib/wechat/xml";

/**
 * The text WeChat vouches for. Where there is an `Encrypt` it alone counts; the clear fields beside it, and the
 * `signature` of the query, which does not cover the body, are never fallen back to.
 * @throws AppError `push_refused`
 */
export function authenticate(
	{ query, body }: PushRequest,
	credentials: PushCredentials,
): { clear: string; encrypted: boolean } {
	const text = textOf(body);
	const isPlain = credentials.encryption !== "safe" && !query.has("msg_signature");
	if (isPlain) {
		requireSignature(query, "signature", credentials.token);
		return { clear: text, encrypted: false };
	}
	const cipher = encryptOf(text);
	requireSignature(query, "msg_signature", credentials.token, cipher);
	if (credentials.encodingAesKey === null) throw refused("encrypted, and the channel has no EncodingAESKey");
	const clear = decryptBytes(cipher, decodeAesKey(credentials.encodingAesKey), credentials.appId);
	return { clear: decodeUtf8(clear), encrypted: true };
}

/**
 * The fields of a packet in the format it has, found by the first character that is not blank; the Content-Type
 * header is not documented and not looked at.
 * @throws AppError `push_malformed`
 */
export function parsePacket(text: string): { format: PushFormat; fields: Record<string, unknown> } {
	const first = text.trimStart().charAt(0);
	if (first === "<") return { format: "xml", fields: parseXml(text) };
	if (first === "{") return { format: "json", fields: parseJson(text) };
	throw new AppError("push_malformed", { message: "neither XML nor JSON" });
}

/** Raw bytes as text; what is not UTF-8 becomes U+FFFD. */
export const textOf = (body: Uint8Array): string =>
	decodeUtf8(Buffer.from(body.buffer, body.byteOffset, body.byteLength));

function encryptOf(text: string): string {
	let value: unknown;
	try {
		value = parsePacket(text).fields.Encrypt;
	} catch (cause) {
		throw new AppError("push_refused", { message: "envelope cannot be read", cause });
	}
	if (typeof value !== "string" || value === "") throw refused("no Encrypt in the body");
	return value.trim();
}
