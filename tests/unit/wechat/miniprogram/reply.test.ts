import { describe, expect, test } from "vitest";
import { decodeAesKey, decrypt } from "@/lib/wechat/crypto";
import { buildTransferReply, sealReply } from "@/lib/wechat/miniprogram/reply";
import { isSignature } from "@/lib/wechat/signature";
import { parseXml } from "@/lib/wechat/xml";
import official from "@/tests/fixtures/vectors/miniprogram-official.json";
import { COMPAT, codeOf, fixture, PLAIN, SAFE } from "@/tests/unit/wechat/pushes";

const target = { openid: "o9AgO5Kd5ggOC-bXrbNODIiE3bGY", originalId: "gh_97417a04a28d" };
const ACCOUNT = { ...SAFE, encodingAesKey: official.config.encoding_aes_key };
const NONCE = "415670741";
const at = (seconds: number) => new Date(seconds * 1000 + 999);

describe("the transfer packet", () => {
	test.each([
		["xml", "reply_transfer_xml"],
		["json", "reply_transfer_json"],
	] as const)("in %s is the published one, names swapped", (format, name) => {
		const vector = official.derived.find((each) => each.name === name);
		expect(buildTransferReply({ ...target, format }, at(1714112445))).toBe(vector?.plaintext);
	});

	test.each(["seeds/transfer.xml", "samples/skit/EventSamples/MpReply/TransferCustomerServiceReply.xml"])(
		"has the fields of %s",
		(path) => {
			const { TransInfo, ToUser, ...sample } = parseXml(fixture(path));
			const packet = buildTransferReply(
				{ openid: "x", originalId: "fromuser", format: "xml" },
				at(1399197672),
			);
			expect(parseXml(packet)).toMatchObject({ ...sample, ToUserName: "x" });
		},
	);

	test("keeps an openid from breaking out of its element", () => {
		const openid = "x]]></ToUserName><MsgType>text</MsgType>";
		const packet = parseXml(buildTransferReply({ ...target, openid, format: "xml" }, at(1)));
		expect(packet).toMatchObject({ ToUserName: openid, MsgType: "transfer_customer_service" });
	});
});

describe("the sealed answer", () => {
	test.each([
		["xml", "reply_transfer_xml", "text/xml; charset=utf-8"],
		["json", "reply_transfer_json", "application/json; charset=utf-8"],
	] as const)("in %s is the published one", (format, name, contentType) => {
		const {
			plaintext = "",
			random = "",
			encrypt,
			msg_signature,
		} = official.derived.find((v) => v.name === name) ?? {};
		const sealed = sealReply(
			plaintext,
			{ credentials: ACCOUNT, nonce: NONCE, format },
			at(1714112446),
			Buffer.from(random),
		);
		expect(sealed.contentType).toBe(contentType);
		expect(format === "xml" ? parseXml(sealed.body) : JSON.parse(sealed.body)).toEqual({
			Encrypt: encrypt,
			MsgSignature: msg_signature,
			TimeStamp: format === "xml" ? "1714112446" : 1714112446,
			Nonce: NONCE,
		});
	});

	test("of WeChat's own example is WeChat's own", () => {
		const {
			plaintext = "",
			random = "",
			reply,
		} = official.official.find((v) => v.name === "safe_reply_json") ?? {};
		const options = { credentials: ACCOUNT, nonce: NONCE, format: "json" } as const;
		expect(JSON.parse(sealReply(plaintext, options, at(1713424427), Buffer.from(random)).body)).toEqual(
			reply,
		);
	});

	test("verifies and decrypts with the account's secrets, differently each time", () => {
		const clear = buildTransferReply({ ...target, format: "xml" }, at(1714112445));
		const options = { credentials: SAFE, nonce: "n", format: "xml" } as const;
		const { body } = sealReply(clear, options, at(1714112446));
		const { Encrypt, MsgSignature, TimeStamp, Nonce } = parseXml(body) as Record<string, string>;
		expect(isSignature(MsgSignature, SAFE.token, String(TimeStamp), String(Nonce), String(Encrypt))).toBe(
			true,
		);
		expect(decrypt(String(Encrypt), decodeAesKey(SAFE.encodingAesKey ?? ""), SAFE.appId)).toBe(clear);
		expect(sealReply(clear, options, at(1714112446)).body).not.toBe(body);
	});

	test.each([
		["plain", PLAIN, undefined, false],
		["plain, in answer to an encrypted push", { ...SAFE, encryption: "plain" as const }, true, true],
		["compatible", COMPAT, undefined, true],
		["compatible, in answer to a push in the clear", COMPAT, false, false],
		["safe", SAFE, undefined, true],
		["safe, whatever is claimed", SAFE, false, true],
	])("in %s mode is encrypted when it must be", (_, credentials, encrypted, isSealed) => {
		const { body } = sealReply(
			"<xml>clear</xml>",
			{ credentials, nonce: "1", format: "xml", encrypted },
			at(1),
		);
		expect(body.includes("<Encrypt>")).toBe(isSealed);
		expect(body === "<xml>clear</xml>").toBe(!isSealed);
	});

	test("in safe mode without a key is an error, never the clear text", () => {
		const credentials = { ...SAFE, encodingAesKey: null };
		expect(codeOf(() => sealReply("x", { credentials, nonce: "1", format: "xml" }, at(1)))).toBe(
			"bad_request",
		);
	});
});
