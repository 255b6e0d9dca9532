/** Ciphers are kept per key and used again; nobody may be able to tell. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeAesKey, decrypt, encrypt } from "@/lib/wechat/crypto";
import { codeOf } from "@/tests/unit/wechat/pushes";

const ID = "wxba5fad812f8e6fb9";
const newKey = () => randomBytes(33).toString("base64").replaceAll(/[+/=]/g, "A").slice(0, 43);
const KEYS = Array.from({ length: 4 }, () => decodeAesKey(newKey()));

/** As WeChat decrypts: a new cipher, from the IV. */
function decryptAsWechat(cipher: string, key: Buffer): { random: string; text: string; id: string } {
	const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
	const padded = Buffer.concat([decipher.update(cipher, "base64"), decipher.final()]);
	const full = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
	const end = 20 + full.readUInt32BE(16);
	return {
		random: full.toString("hex", 0, 16),
		text: full.toString("utf8", 20, end),
		id: full.toString("utf8", end),
	};
}

/** As WeChat encrypts: a new cipher, from the IV. */
function encryptAsWechat(text: string, key: Buffer): string {
	const head = Buffer.concat([randomBytes(16), Buffer.alloc(4)]);
	head.writeUInt32BE(Buffer.byteLength(text), 16);
	const full = Buffer.concat([head, Buffer.from(text), Buffer.from(ID)]);
	const pad = 32 - (full.length % 32);
	const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([cipher.update(full), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
		"base64",
	);
}

test("WeChat reads what we encrypt and we what it does, in any order, with any keys, after any refusal", () => {
	const step = fc.record({
		key: fc.constantFrom(...KEYS),
		text: fc.string({ unit: "grapheme", maxLength: 100 }),
		act: fc.constantFrom("encrypt", "decrypt", "refuse blocks", "refuse base64", "refuse key"),
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
			for (const { key, text, act } of steps) {
				if (act === "encrypt")
					expect(decryptAsWechat(encrypt(text, key, ID), key)).toMatchObject({ text, id: ID });
				if (act === "decrypt") expect(decrypt(encryptAsWechat(text, key), key, ID)).toBe(text);
				const refused: Record<string, string> = {
					"refuse blocks": randomBytes(40).toString("base64"),
					"refuse base64": "!",
					"refuse key": encryptAsWechat(text, decodeAesKey(newKey())),
				};
				const broken = refused[act];
				if (broken !== undefined) expect(codeOf(() => decrypt(broken, key, ID))).toBe("push_refused");
			}
		}),
		{ numRuns: 300 },
	);
});

test("of a thousand encryptions of one text no two begin alike, for WeChat or on the wire", () => {
	const [key = Buffer.alloc(32)] = KEYS;
	const all = Array.from({ length: 1000 }, () => encrypt("hi", key, ID));
	expect(new Set(all.map((cipher) => cipher.slice(0, 21))).size).toBe(1000);
	expect(new Set(all.map((cipher) => decryptAsWechat(cipher, key).random)).size).toBe(1000);
});

test("more keys than are kept are all right", () => {
	const texts = Array.from({ length: 600 }, newKey);
	const keys = texts.map(decodeAesKey);
	for (const [at, text] of texts.entries()) {
		const cipher = encrypt(text, keys[at]!, ID);
		expect(decryptAsWechat(cipher, decodeAesKey(text)).text).toBe(text);
		expect(decrypt(cipher, decodeAesKey(text), ID)).toBe(text);
	}
});
