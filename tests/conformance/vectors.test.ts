/** V: the published packets and those derived from them, by the console's own code and by the simulated WeChat's. */
import { expect, test } from "vitest";
import { decodeAesKey, decrypt, encrypt } from "@/lib/wechat/crypto";
import { openPush, verifyUrl } from "@/lib/wechat/miniprogram/push";
import { buildTransferReply, sealReply } from "@/lib/wechat/miniprogram/reply";
import { signatureOf } from "@/lib/wechat/signature";
import { parseXml } from "@/lib/wechat/xml";
import * as simulated from "@/simulator/push/crypto";
import vectors from "@/tests/fixtures/vectors/miniprogram-official.json";

const { token, encoding_aes_key: encodingAesKey, appid: appId } = vectors.config;
const originalId = "gh_97417a04a28d";
const ours = decodeAesKey(encodingAesKey);
const theirs = simulated.aesKeyOf(encodingAesKey);
const credentials = { token, encodingAesKey, appId, originalId, format: "json" } as const;
const SAFE = { ...credentials, encryption: "safe" } as const;

/** Of a list that would have to be mended if it were not there. */
function named<Vector extends { name: string }>(list: readonly Vector[], name: string): Vector {
	const found = list.find((vector) => vector.name === name);
	if (!found) throw new Error(`no vector ${name}`);
	return found;
}
const official = (name: string) => named(vectors.official, name);
const derived = (name: string) => named(vectors.derived, name);
const at = (seconds: number) => new Date(seconds * 1000);

/** Both implementations make the same signature of the same parts. */
function expectSignature(expected: string | undefined, ...parts: string[]): void {
	expect(signatureOf(...parts)).toBe(expected);
	expect(simulated.sign(...parts)).toBe(expected);
}

/** Both make the same bytes of the same text, and read each other's. */
function expectCipher(plaintext: string, random: string, cipher: string): void {
	expect(encrypt(plaintext, ours, appId, Buffer.from(random))).toBe(cipher);
	expect(simulated.encrypt(theirs, appId, plaintext, random)).toBe(cipher);
	expect(decrypt(cipher, ours, appId)).toBe(plaintext);
	expect(simulated.decrypt(theirs, cipher)).toEqual({ ok: true, plain: plaintext, appid: appId });
}

interface Sizes {
	plaintext?: string;
	fullstr_bytes?: number;
	pad?: number;
}

/** Lengths count bytes: 16 random ones, 4 of the length, the text, the appid; then the pad up to whole 32. */
function expectSizes({ plaintext = "", fullstr_bytes: full, pad }: Sizes, cipher: string): void {
	expect(20 + Buffer.byteLength(plaintext) + Buffer.byteLength(appId)).toBe(full);
	expect(Buffer.from(cipher, "base64").length).toBe((full ?? 0) + (pad ?? 0));
	expect(((full ?? 0) + (pad ?? 0)) % 32).toBe(0);
}

test("V1: the official URL check has its signature and is answered with its echo", () => {
	const {
		timestamp = "",
		nonce = "",
		echostr = "",
		signature = "",
		expect_body,
	} = official("url_verification_GET");
	expectSignature(signature, token, timestamp, nonce);
	const query = new URLSearchParams({ signature, timestamp, nonce, echostr });
	expect(verifyUrl(query, SAFE)).toBe(expect_body);
});

test("V2: the official plain push has its signature", () => {
	const { timestamp = "", nonce = "", signature } = official("plain_POST");
	expectSignature(signature, token, timestamp, nonce);
});

test("V3: the official safe push is reproduced bit for bit, verified and read", () => {
	const vector = official("safe_POST_json");
	const { timestamp = "", nonce = "", signature = "", msg_signature = "", body, random = "" } = vector;
	const { plaintext = "", msg_len, cipher_bytes } = vector;
	const cipher = body?.Encrypt ?? "";
	expectSignature(signature, token, timestamp, nonce);
	expectSignature(msg_signature, token, timestamp, nonce, cipher);
	expectCipher(plaintext, random, cipher);
	expectSizes(vector, cipher);
	expect(Buffer.byteLength(plaintext)).toBe(msg_len);
	expect(Buffer.from(cipher, "base64").length).toBe(cipher_bytes);
	const query = new URLSearchParams({ signature, timestamp, nonce, encrypt_type: "aes", msg_signature });
	const push = openPush({ query, body: Buffer.from(JSON.stringify(body)) }, SAFE, at(Number(timestamp)));
	expect(push).toMatchObject({ clear: plaintext, encrypted: true, format: "json", nonce });
});

test("V4: the official safe reply is reproduced bit for bit", () => {
	const vector = official("safe_reply_json");
	const { plaintext = "", random = "", reply } = vector;
	const { Encrypt = "", MsgSignature, TimeStamp = 0, Nonce = "" } = reply ?? {};
	expectCipher(plaintext, random, Encrypt);
	expectSizes(vector, Encrypt);
	expectSignature(MsgSignature, token, String(TimeStamp), Nonce, Encrypt);
	const options = { credentials: SAFE, nonce: Nonce, format: "json" } as const;
	expect(JSON.parse(sealReply(plaintext, options, at(TimeStamp), Buffer.from(random)).body)).toEqual(reply);
});

type Derived = (typeof vectors.derived)[number];

/** What holds of every derived vector. */
function expectDerived(vector: Derived): void {
	const { timestamp, nonce, signature, msg_signature, encrypt: cipher, plaintext, random } = vector;
	expectSignature(signature, token, timestamp, nonce);
	expectSignature(msg_signature, token, timestamp, nonce, cipher);
	expectCipher(plaintext, random, cipher);
	expectSizes(vector, cipher);
	expect(Buffer.byteLength(plaintext)).toBe(vector.plaintext_bytes);
}

/** As a push in safe mode through the console's own reading. */
function open({ timestamp, nonce, signature, msg_signature, encrypt: cipher, plaintext }: Derived) {
	const query = new URLSearchParams({ signature, timestamp, nonce, encrypt_type: "aes", msg_signature });
	const isXml = plaintext.startsWith("<");
	const body = isXml
		? `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><Encrypt><![CDATA[${cipher}]]></Encrypt></xml>`
		: JSON.stringify({ ToUserName: originalId, Encrypt: cipher });
	return openPush({ query, body: Buffer.from(body) }, SAFE, at(Number(timestamp)));
}

test("V5: a text of Han characters and an emoji, counted in bytes, its id beyond what a number holds", () => {
	const vector = derived("text_push_json_cjk_emoji_64bit_id");
	expectDerived(vector);
	expect(vector.plaintext.length).toBeLessThan(vector.plaintext_bytes);
	expect(open(vector)).toMatchObject({ kind: "text", content: "你好😀", msgId: "23637352235060881" });
});

test("V6: a text in XML whose content looks like a number", () => {
	const vector = derived("text_push_xml");
	expectDerived(vector);
	expect(open(vector)).toMatchObject({ kind: "text", content: "007", msgId: "23637352235060881" });
});

test("V7: an entering in JSON", () => {
	const vector = derived("enter_event_json");
	expectDerived(vector);
	expect(open(vector)).toMatchObject({ kind: "enter", sessionFrom: "wxapp" });
});

test("V8: the transfer answer in XML is reproduced bit for bit", () =>
	expectTransfer("xml", "reply_transfer_xml"));

test("V9: the transfer answer in JSON is reproduced bit for bit", () =>
	expectTransfer("json", "reply_transfer_json"));

function expectTransfer(format: "xml" | "json", name: string): void {
	const vector = derived(name);
	expectDerived(vector);
	const openid = "o9AgO5Kd5ggOC-bXrbNODIiE3bGY";
	expect(buildTransferReply({ openid, originalId, format }, at(1714112445))).toBe(vector.plaintext);
	const options = { credentials: SAFE, nonce: vector.nonce, format } as const;
	const { body } = sealReply(
		vector.plaintext,
		options,
		at(Number(vector.timestamp)),
		Buffer.from(vector.random),
	);
	const envelope = format === "xml" ? parseXml(body) : JSON.parse(body);
	expect(envelope).toMatchObject({ Encrypt: vector.encrypt, MsgSignature: vector.msg_signature });
}

test("V10: a text that fills its blocks exactly gets 32 bytes of pad, not none", () => {
	const vector = derived("pad_32_when_fullstr_multiple_of_32");
	expectDerived(vector);
	expect([vector.fullstr_bytes, vector.pad]).toEqual([64, 32]);
});
