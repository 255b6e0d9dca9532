/** Encryption at rest with ENCRYPTION_KEY: AES-256-GCM, `iv(12) ‖ tag(16) ‖ ciphertext`. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts `plain`; the answer is 28 bytes longer. */
export function seal(plain: Uint8Array | string): Buffer {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv("aes-256-gcm", key(), iv);
	const body = Buffer.concat([
		cipher.update(typeof plain === "string" ? Buffer.from(plain) : plain),
		cipher.final(),
	]);
	return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Undoes `seal`. @throws Error when the key is another or a byte was changed. */
export function unseal(sealed: Uint8Array): Buffer {
	const decipher = createDecipheriv("aes-256-gcm", key(), sealed.subarray(0, IV_BYTES));
	decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
	return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

let cached: Buffer | undefined;
function key(): Buffer {
	cached ??= Buffer.from(env().ENCRYPTION_KEY, "base64");
	return cached;
}
