import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeAesKey, decrypt, decryptBytes, encrypt } from "@/lib/wechat/crypto";
import { signatureOf } from "@/lib/wechat/signature";
import collected from "@/tests/fixtures/vectors/crypto.json";
import official from "@/tests/fixtures/vectors/miniprogram-official.json";
import wecom from "@/tests/fixtures/vectors/wecom-official.json";
import { codeOf, SAFE } from "@/tests/unit/wechat/pushes";

const { appId } = SAFE;
const KEY = decodeAesKey("f8Z7etjoW69okbZIcrI7jffC14oni18KpD1jrieDVHc");
const RANDOM = Buffer.from("0123456789abcdef");

describe("published examples", () => {
	const zeroKey = decodeAesKey(official.config.encoding_aes_key);

	test.each(official.derived)("$name is encrypted and decrypted bit for bit", (vector) => {
		const { plaintext, random, encrypt: cipher } = vector;
		expect(encrypt(plaintext, zeroKey, official.config.appid, Buffer.from(random))).toBe(cipher);
		expect(decrypt(cipher, zeroKey, official.config.appid)).toBe(plaintext);
	});

	test.each(
		official.official.flatMap(({ name, plaintext, random, body, reply }) => {
			const cipher = body?.Encrypt ?? reply?.Encrypt;
			return plaintext && random && cipher ? [{ name, plaintext, random, cipher }] : [];
		}),
	)("WeChat's own $name is encrypted and decrypted bit for bit", ({ plaintext, random, cipher }) => {
		expect(encrypt(plaintext, zeroKey, official.config.appid, Buffer.from(random))).toBe(cipher);
		expect(decrypt(cipher, zeroKey, official.config.appid)).toBe(plaintext);
	});

	test.each(wecom)("WeCom's $name decrypts for its corp id", (vector) => {
		const key = decodeAesKey(vector.encodingAESKey);
		expect(decrypt(vector.encrypt, key, vector.receiveid)).toBe(vector.plaintext);
		if (vector.random16 === undefined) return;
		const again = encrypt(vector.plaintext, key, vector.receiveid, Buffer.from(vector.random16));
		expect(again).toBe(vector.encrypt);
	});
});

describe("collected cases", () => {
	const cases = collected.cases.filter(({ group }) => group !== "negative");

	test.each(cases.filter(({ encrypt, group }) => encrypt && group !== "encrypt"))(
		"$name decrypts",
		(vector) => {
			const { query, token, timestamp, nonce, expected } = vector;
			const cipher = vector.encrypt ?? "";
			const isSigned = query.msg_signature === signatureOf(token, timestamp, nonce, cipher);
			if ("failure" in expected) {
				expect(isSigned).toBe(false);
				return;
			}
			const plain = decrypt(cipher, decodeAesKey(vector.encodingAESKey), vector.receiveId);
			expect(plain).toBe("plain" in expected ? expected.plain : undefined);
			if (vector.group !== "reply") expect(isSigned).toBe(true);
		},
	);

	test.each(cases.filter(({ group }) => group === "encrypt"))("$name encrypts bit for bit", (vector) => {
		const { plain = "", random16 = "", expected, token, timestamp, nonce } = vector;
		const cipher = encrypt(
			plain,
			decodeAesKey(vector.encodingAESKey),
			vector.receiveId,
			Buffer.from(random16),
		);
		expect({ encrypt: cipher, msgSignature: signatureOf(token, timestamp, nonce, cipher) }).toEqual(expected);
	});
});

describe("the key", () => {
	test.each([
		["42 characters", "f8Z7etjoW69okbZIcrI7jffC14oni18KpD1jrieDVH"],
		["44 characters", "f8Z7etjoW69okbZIcrI7jffC14oni18KpD1jrieDVHc="],
		["a character outside base64", "f8Z7etjoW69okbZIcrI7jffC14oni18KpD1jrieDVH-"],
		["a line break at its end", "f8Z7etjoW69okbZIcrI7jffC14oni18KpD1jrieDVHc\n"],
		["nothing", ""],
	])("of %s is refused as a configuration error", (_, key) => {
		expect(codeOf(() => decodeAesKey(key))).toBe("bad_request");
	});

	test("whose last two bits are not zero, as in most real ones, is the same key", () => {
		// "c", "d", "e" and "f" differ in the two bits that are left over.
		const keys = ["c", "d", "e", "f"].map((last) =>
			decodeAesKey(`f8Z7etjoW69okbZIcrI7jffC14oni18KpD1jrieDVH${last}`),
		);
		for (const key of keys) expect(key).toEqual(KEY);
		expect(KEY).toHaveLength(32);
	});
});

describe("round trip", () => {
	const anyText = fc.string({ unit: "grapheme", maxLength: 300 });

	test("any text comes back, whatever its length and the random bytes", () => {
		fc.assert(
			fc.property(anyText, fc.uint8Array({ minLength: 16, maxLength: 16 }), (text, random) => {
				expect(decrypt(encrypt(text, KEY, appId, Buffer.from(random)), KEY, appId)).toBe(text);
			}),
		);
	});

	test("every length of pad from 1 to 32 occurs and is taken", () => {
		const pads = new Set<number>();
		for (let length = 0; length < 32; length += 1) {
			const text = "x".repeat(length);
			pads.add(32 - ((20 + length + appId.length) % 32));
			expect(decrypt(encrypt(text, KEY, appId), KEY, appId)).toBe(text);
		}
		expect(pads.size).toBe(32);
	});

	test("the same text is never encrypted the same way twice", () => {
		expect(encrypt("hi", KEY, appId)).not.toBe(encrypt("hi", KEY, appId));
	});

	test("random bytes of another length than 16 are refused, not padded", () => {
		expect(codeOf(() => encrypt("hi", KEY, appId, Buffer.alloc(15)))).toBe("bad_request");
	});
});

describe("a damaged ciphertext is refused", () => {
	const head = (length: number) => {
		const bytes = Buffer.alloc(20);
		RANDOM.copy(bytes);
		bytes.writeUInt32BE(length, 16);
		return bytes;
	};
	const content = (text: string, id = appId, length = Buffer.byteLength(text)) =>
		Buffer.concat([head(length), Buffer.from(text), Buffer.from(id)]);
	/** Encrypted as it stands: the caller pads. */
	const raw = (full: Buffer) => {
		const cipher = createCipheriv("aes-256-cbc", KEY, KEY.subarray(0, 16)).setAutoPadding(false);
		return Buffer.concat([cipher.update(full), cipher.final()]).toString("base64");
	};
	const padded = (full: Buffer, pad = 32 - (full.length % 32), last = pad) =>
		raw(Buffer.concat([full, Buffer.alloc(pad - 1, pad), Buffer.from([last])]));
	// 20 bytes of head, 26 of text, 18 of id: 64.
	const text26 = "abcdefghijklmnopqrstuvwxyz";
	const good = padded(content(text26));

	test("and the undamaged one is taken", () => {
		expect(decrypt(good, KEY, appId)).toBe(text26);
		expect(decrypt(padded(content("hi")), KEY, appId)).toBe("hi");
		// What the cases below take out of them is there.
		expect(good).toMatch(/[+/]/);
		expect(padded(content("hi"))).toMatch(/==$/);
	});

	const wholeBlocks = content(text26).subarray(0, 48);
	test.each([
		["another receive id", padded(content("hi", "wxffffffffffffffff"))],
		["the receive id with something behind it", padded(content("hi", `${appId}x`))],
		["the receive id without its last character", padded(content("hi", appId.slice(0, -1)))],
		["no receive id", padded(content("hi", ""))],
		["pad byte 0", padded(content(text26), 32, 0)],
		["pad byte 33", padded(content(text26), 32, 33)],
		[
			"a right last pad byte behind others",
			raw(Buffer.concat([content(text26), Buffer.alloc(31, 1), Buffer.of(32)])),
		],
		["33 pad bytes of 33", padded(content(text26.slice(1)), 33)],
		["48 pad bytes of 48", padded(content("abcdefghij"), 48)],
		["a pad longer than everything", raw(Buffer.alloc(16, 32))],
		[
			"a pad that eats into the head",
			raw(Buffer.concat([wholeBlocks.subarray(0, 16), Buffer.alloc(16, 16)])),
		],
		["a length beyond the end", padded(content(text26, appId, 0x7fffffff))],
		["a length of 2^32-1", padded(content(text26, appId, 0xffffffff))],
		["a length one too large", padded(content(text26, appId, 27))],
		["a length one too small", padded(content(text26, appId, 25))],
		["nothing", ""],
		["one AES block", raw(Buffer.alloc(16, 1))],
		["half an AES block", good.slice(0, 12)],
		["a cut base64 quantum", good.slice(0, -5)],
		["no base64 at all", "!!!!"],
		["base64 for addresses", good.replace(/[+/]/g, "-")],
		["a line break", `${good.slice(0, 10)}\n${good.slice(10)}`],
		["base64 without its padding", padded(content("hi")).replace("==", "")],
	])("%s", (_, cipher) => {
		expect(codeOf(() => decrypt(cipher, KEY, appId))).toBe("push_refused");
	});

	test("pad byte 0 and a length beyond the end, for an empty receive id too", () => {
		const unpadded = raw(Buffer.concat([head(12), Buffer.from("abcdefghijk\0")]));
		for (const cipher of [unpadded, padded(content("hi", "", 0x7fffffff))]) {
			expect(codeOf(() => decrypt(cipher, KEY, ""))).toBe("push_refused");
		}
		expect(decrypt(padded(content("hi", "")), KEY, "")).toBe("hi");
	});

	test("another key", () => {
		const other = decodeAesKey("jOH1VyzDmaprP4OJU4ROzaF4QsFCyIu3rNa5jyZDwPi");
		expect(codeOf(() => decrypt(good, other, appId))).toBe("push_refused");
	});

	test("text that is not UTF-8, while its bytes can still be had", () => {
		const bytes = Buffer.from([0x68, 0xe4, 0xbd]);
		const cipher = padded(Buffer.concat([head(3), bytes, Buffer.from(appId)]));
		expect(codeOf(() => decrypt(cipher, KEY, appId))).toBe("push_refused");
		expect(decryptBytes(cipher, KEY, appId)).toEqual(bytes);
	});
});
