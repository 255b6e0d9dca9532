import { createCipheriv, createDecipheriv, createHash } from "node:crypto";

const BLOCK = 32;

/** 43 characters of the admin page → the 32-byte AES key. */
export const aesKeyOf = (encodingAesKey: string): Buffer => Buffer.from(`${encodingAesKey}=`, "base64");

/** sha1 over the parts in byte order, lower-case hex: `signature` with three parts, `msg_signature` with four. */
export const sign = (...parts: string[]): string =>
	createHash("sha1").update(parts.sort().join("")).digest("hex");

/** `random` is 16 bytes; the answer is base64. */
export function encrypt(key: Buffer, appid: string, plain: string | Buffer, random: string): string {
	const message = Buffer.from(plain);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(message.length);
	const full = Buffer.concat([Buffer.from(random, "latin1"), length, message, Buffer.from(appid)]);
	const pad = BLOCK - (full.length % BLOCK);
	return encryptPadded(key, Buffer.concat([full, Buffer.alloc(pad, pad)]));
}

/** Encrypts bytes that are already padded; attacks use it to pad wrongly. */
export function encryptPadded(key: Buffer, padded: Buffer): string {
	const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([cipher.update(padded), cipher.final()]).toString("base64");
}

export type Decrypted = { ok: true; plain: string; appid: string } | { ok: false; reason: string };

export function decrypt(key: Buffer, encrypted: string): Decrypted {
	const bytes = Buffer.from(encrypted, "base64");
	if (bytes.length === 0 || bytes.length % 16 !== 0) return { ok: false, reason: "cipherLength" };
	const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
	const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
	const pad = padded[padded.length - 1] ?? 0;
	const tail = padded.subarray(padded.length - pad);
	if (pad < 1 || pad > BLOCK || !tail.every((byte) => byte === pad)) return { ok: false, reason: "padding" };
	const full = padded.subarray(0, padded.length - pad);
	if (full.length < 20) return { ok: false, reason: "tooShort" };
	const end = 20 + full.readUInt32BE(16);
	if (end > full.length) return { ok: false, reason: "length" };
	return { ok: true, plain: full.subarray(20, end).toString("utf8"), appid: full.subarray(end).toString() };
}
