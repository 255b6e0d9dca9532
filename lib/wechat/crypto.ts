/**
 * The envelope of WeChat and WeCom: AES-256-CBC, PKCS#7 over blocks of 32 bytes, around
 * 16 random bytes ‖ length of the message (4 bytes, big-endian) ‖ message ‖ receive id.
 * WeChat pages: "Message Push" (消息推送); WeCom: "Encryption and decryption" (加解密方案说明).
 */
import { isUtf8 } from "node:buffer";
import { randomFillSync } from "node:crypto";
import { AppError } from "@/lib/errors";
import { AES_BLOCK_BYTES, decryptFromIv, encryptAfterRandomBlock, encryptFromIv } from "@/lib/wechat/aes";
import { decodeUtf8 } from "@/lib/wechat/utf8";

const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 4;
/** PKCS#7 block of WeChat: twice that of AES, so Node's own padding check would refuse half of all messages. */
const PAD_BLOCK_BYTES = 32;
const MAX_KEPT_KEYS = 256;

/** Random bytes in stock: asking for 16 costs as much as asking for 4096. */
const stock = Buffer.alloc(256 * RANDOM_BYTES);
let stockAt = stock.length;

/** The same text is the same buffer while it is kept, and so has its ciphers ready. */
const keptKeys = new Map<string, Buffer>();

/**
 * The 32 bytes of an EncodingAESKey: 43 base64 characters without "=". The last two bits say nothing and are
 * not zero in most real keys.
 * @throws AppError `bad_request`
 */
export function decodeAesKey(encodingAesKey: string): Buffer {
	const kept = keptKeys.get(encodingAesKey);
	if (kept) return kept;
	if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey)) {
		throw new AppError("bad_request", { message: "EncodingAESKey is not 43 base64 characters" });
	}
	const aesKey = Buffer.from(`${encodingAesKey}=`, "base64");
	if (keptKeys.size >= MAX_KEPT_KEYS) keptKeys.clear();
	keptKeys.set(encodingAesKey, aesKey);
	return aesKey;
}

/**
 * Encrypts `plain` for `receiveId` (the appid of a Mini Program, the corpid in WeCom); base64.
 * `random16` is a parameter for tests only: with it the result is always the same.
 */
export function encrypt(plain: string, aesKey: Buffer, receiveId: string, random16?: Buffer): string {
	if (random16 !== undefined && random16.length !== RANDOM_BYTES) {
		throw new AppError("bad_request", { message: "random16 is not 16 bytes" });
	}
	const messageBytes = Buffer.byteLength(plain);
	const fullBytes = HEAD_BYTES + messageBytes + Buffer.byteLength(receiveId);
	const padBytes = PAD_BLOCK_BYTES - (fullBytes % PAD_BLOCK_BYTES);
	const full = Buffer.allocUnsafe(fullBytes + padBytes).fill(padBytes, fullBytes);
	(random16 ?? nextRandom16()).copy(full);
	full.writeUInt32BE(messageBytes, RANDOM_BYTES);
	full.write(plain, HEAD_BYTES);
	full.write(receiveId, HEAD_BYTES + messageBytes);
	const cipher = random16 ? encryptFromIv(full, aesKey) : encryptAfterRandomBlock(full, aesKey);
	return cipher.toString("base64");
}

/**
 * The text in `cipherBase64`, which must be meant for `receiveId`, rightly padded and valid UTF-8.
 * @throws AppError `push_refused`; the reason is in the message, for the log only
 */
export function decrypt(cipherBase64: string, aesKey: Buffer, receiveId: string): string {
	const message = decryptBytes(cipherBase64, aesKey, receiveId);
	if (!isUtf8(message)) throw refused("decrypted text is not UTF-8");
	return decodeUtf8(message);
}

/** As `decrypt`, but leaves the bytes as they are: WeChat may cut a long value in the middle of a character. */
export function decryptBytes(cipherBase64: string, aesKey: Buffer, receiveId: string): Buffer {
	const full = withoutPad(decipher(cipherBase64, aesKey));
	if (full.length < HEAD_BYTES) throw refused("shorter than its head");
	const end = HEAD_BYTES + full.readUInt32BE(RANDOM_BYTES);
	if (end > full.length) throw refused("length field larger than the content");
	if (full.toString("utf8", end) !== receiveId) throw refused("meant for another receive id");
	return full.subarray(HEAD_BYTES, end);
}

function decipher(cipherBase64: string, aesKey: Buffer): Buffer {
	const bytes = Buffer.from(cipherBase64, "base64");
	// Node skips what is not base64; writing it back shows whether anything was skipped.
	if (bytes.toString("base64") !== cipherBase64) throw refused("ciphertext is not base64");
	if (bytes.length % AES_BLOCK_BYTES !== 0) throw refused("ciphertext is not whole blocks");
	return decryptFromIv(bytes, aesKey);
}

function withoutPad(full: Buffer): Buffer {
	const padBytes = full[full.length - 1] ?? 0;
	if (padBytes < 1 || padBytes > PAD_BLOCK_BYTES || padBytes > full.length) throw refused("bad pad length");
	const end = full.length - padBytes;
	for (let at = end; at < full.length; at += 1) {
		if (full[at] !== padBytes) throw refused("inconsistent pad");
	}
	return full.subarray(0, end);
}

function nextRandom16(): Buffer {
	if (stockAt === stock.length) {
		randomFillSync(stock);
		stockAt = 0;
	}
	stockAt += RANDOM_BYTES;
	return stock.subarray(stockAt - RANDOM_BYTES, stockAt);
}

const refused = (message: string): AppError => new AppError("push_refused", { message });
