/**
 * AES-256-CBC over whole blocks, as WeChat uses it: the IV is always the first 16 bytes of the key. Making a cipher
 * takes longer than running a message through it (1.6 and 1 µs), so one of each kind is kept for every key. CBC carries
 * the last block of ciphertext over to the next call; each function says how it deals with that. Nothing can stay
 * behind in a cipher, since only whole blocks go in, without padding.
 */
import { type Cipher, createCipheriv, createDecipheriv, type Decipher } from "node:crypto";

export const AES_BLOCK_BYTES = 16;

interface Pair {
	cipher: Cipher;
	decipher: Decipher;
	iv: Buffer;
}

/** As long as the key itself is kept. */
const pairs = new WeakMap<Buffer, Pair>();

/**
 * Encrypts `blocks`, whose first block must be random. It is mixed with whatever ciphertext went before instead of the
 * IV, so whoever decrypts finds another random block there, and everything after it as it was.
 */
export const encryptAfterRandomBlock = (blocks: Buffer, aesKey: Buffer): Buffer =>
	pairOf(aesKey).cipher.update(blocks);

/** Encrypts `blocks` from the IV on, so that the same blocks come out the same. */
export const encryptFromIv = (blocks: Buffer, aesKey: Buffer): Buffer => newCipher(aesKey).update(blocks);

/** Decrypts `blocks`. The IV is sent ahead as ciphertext, which makes it the block that is carried over. */
export function decryptFromIv(blocks: Buffer, aesKey: Buffer): Buffer {
	const { decipher, iv } = pairOf(aesKey);
	decipher.update(iv);
	return decipher.update(blocks);
}

function pairOf(aesKey: Buffer): Pair {
	const kept = pairs.get(aesKey);
	if (kept) return kept;
	const pair = newPair(aesKey);
	pairs.set(aesKey, pair);
	return pair;
}

function newPair(aesKey: Buffer): Pair {
	const iv = ivOf(aesKey);
	const decipher = createDecipheriv("aes-256-cbc", aesKey, iv).setAutoPadding(false);
	return { cipher: newCipher(aesKey), decipher, iv };
}

const newCipher = (aesKey: Buffer): Cipher =>
	createCipheriv("aes-256-cbc", aesKey, ivOf(aesKey)).setAutoPadding(false);

const ivOf = (aesKey: Buffer): Buffer => aesKey.subarray(0, AES_BLOCK_BYTES);
