import { hash, timingSafeEqual } from "node:crypto";

/**
 * Signature of a push, a URL check or an encrypted reply: lower-case hex SHA-1 over the parts, sorted by
 * code unit (never by number or by language) and joined without separator.
 * Parts are the token, the timestamp, the nonce and, where there is one, the `Encrypt` text as transmitted.
 * WeChat page: "Message Push" (消息推送).
 */
export function signatureOf(...parts: string[]): string {
	return hash("sha1", parts.sort().join(""));
}

/** Whether `actual` is the signature of `parts`; takes the same time wherever the first difference is. */
export function isSignature(actual: unknown, ...parts: string[]): boolean {
	if (typeof actual !== "string") return false;
	const given = Buffer.from(actual);
	const right = Buffer.from(signatureOf(...parts));
	return given.length === right.length && timingSafeEqual(given, right);
}
