import { expect, test } from "vitest";
import { aesKeyOf, decrypt, encrypt, sign } from "@/simulator/push/crypto";
import vectors from "@/tests/fixtures/vectors/miniprogram-official.json";

const { token, encoding_aes_key: encodingAesKey, appid } = vectors.config;
const key = aesKeyOf(encodingAesKey);
const [urlCheck, plainPost, safePost, safeReply] = vectors.official;

test("V1: the official URL check has the official signature", () => {
	expect(sign(token, urlCheck!.timestamp!, urlCheck!.nonce!)).toBe(urlCheck!.signature);
});

test("V2: the official plain push has the official signature", () => {
	expect(sign(token, plainPost!.timestamp!, plainPost!.nonce!)).toBe(plainPost!.signature);
});

test("V3: the official safe push is reproduced bit for bit and read back", () => {
	const { plaintext, random, body, timestamp, nonce } = safePost!;
	expect(encrypt(key, appid, plaintext!, random!)).toBe(body!.Encrypt);
	expect(sign(token, timestamp!, nonce!, body!.Encrypt)).toBe(safePost!.msg_signature);
	expect(decrypt(key, body!.Encrypt)).toEqual({ ok: true, plain: plaintext, appid });
});

test("V4: the official safe reply is reproduced bit for bit", () => {
	const { plaintext, random, reply } = safeReply!;
	expect(encrypt(key, appid, plaintext!, random!)).toBe(reply!.Encrypt);
	expect(sign(token, String(reply!.TimeStamp), reply!.Nonce, reply!.Encrypt)).toBe(reply!.MsgSignature);
});

test.each(vectors.derived.map((vector) => [vector.name, vector] as const))(
	"V5–V10: %s is reproduced bit for bit and read back",
	(_name, { plaintext, random, encrypt: expected, timestamp, nonce, msg_signature, signature }) => {
		expect(encrypt(key, appid, plaintext, random)).toBe(expected);
		expect(sign(token, timestamp, nonce, expected)).toBe(msg_signature);
		expect(sign(token, timestamp, nonce)).toBe(signature);
		expect(decrypt(key, expected)).toEqual({ ok: true, plain: plaintext, appid });
	},
);

test("a damaged cipher is told apart instead of being read", () => {
	const good = Buffer.from(encrypt(key, appid, "hello", "0123456789abcdef"), "base64");
	expect(decrypt(key, good.subarray(0, 20).toString("base64"))).toEqual({
		ok: false,
		reason: "cipherLength",
	});
	const flipped = Buffer.from(good);
	flipped[flipped.length - 17] = (flipped[flipped.length - 17] ?? 0) ^ 1;
	expect(decrypt(key, flipped.toString("base64")).ok).toBe(false);
});
