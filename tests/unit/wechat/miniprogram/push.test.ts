import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeAesKey, encrypt } from "@/lib/wechat/crypto";
import { openPush, type PushCredentials, verifyUrl } from "@/lib/wechat/miniprogram/push";
import { signatureOf } from "@/lib/wechat/signature";
import collected from "@/tests/fixtures/vectors/crypto.json";
import official from "@/tests/fixtures/vectors/miniprogram-official.json";
import {
	COMPAT,
	codeOf,
	envelope,
	NOW,
	PLAIN,
	plainPush,
	SAFE,
	sealedPush,
	textJson,
	textXml,
} from "@/tests/unit/wechat/pushes";

type Case = (typeof collected.cases)[number];

const accountOf = ({ token, encodingAESKey, receiveId, mode, name }: Case): PushCredentials => ({
	token,
	encodingAesKey: encodingAESKey,
	appId: receiveId,
	originalId: name.startsWith("tencent") ? "gh_97417a04a28d" : "gh_5e1f2a9c8b70",
	encryption: mode === "mp-compat" ? "compat" : "safe",
	format: "xml",
});

describe("collected cases", () => {
	const ofMiniProgram = collected.cases.filter(({ mode }) => mode.startsWith("mp"));

	test.each(ofMiniProgram.filter(({ group }) => group === "url-verify"))("$name", (vector) => {
		const act = () => verifyUrl(new URLSearchParams(vector.rawQuery), accountOf(vector));
		if ("failure" in vector.expected) expect(codeOf(act)).toBe("push_refused");
		else expect(act()).toBe("plain" in vector.expected ? vector.expected.plain : undefined);
	});

	test.each(ofMiniProgram.filter(({ group }) => group === "push"))("$name is opened", (vector) => {
		const request = { query: new URLSearchParams(vector.rawQuery), body: Buffer.from(vector.body ?? "") };
		const push = openPush(request, accountOf(vector), NOW);
		expect(push.clear).toBe("plain" in vector.expected ? vector.expected.plain : undefined);
		expect(push.encrypted).toBe(true);
		expect(push.format).toBe(vector.format);
		expect(push.nonce).toBe(vector.nonce);
		expect(push.openid).toBe(vector.openid);
		const msgId = /MsgId"?[>:](\d+)/.exec(push.clear)?.[1] ?? null;
		expect(push.msgId).toBe(msgId);
	});

	test.each(ofMiniProgram.filter(({ group }) => group === "negative"))("$name is refused", (vector) => {
		const request = { query: new URLSearchParams(vector.rawQuery), body: Buffer.from(vector.body ?? "") };
		const code =
			"failure" in vector.expected && vector.expected.failure === "bad_key" ? "bad_request" : "push_refused";
		expect(codeOf(() => openPush(request, accountOf(vector), NOW))).toBe(code);
	});

	test("text, picture, card and entering say what they hold", () => {
		const open = (name: string) => {
			const vector = ofMiniProgram.find((each) => each.name === name);
			if (!vector) throw new Error(name);
			const request = { query: new URLSearchParams(vector.rawQuery), body: Buffer.from(vector.body ?? "") };
			return openPush(request, accountOf(vector), NOW);
		};
		expect(open("mp-xml-text-emoji-zwj")).toMatchObject({
			kind: "text",
			content: "👨‍👩‍👧‍👦 全家福 🇨🇳 [微笑] /::) 𠮷野家 & <b>粗体</b>",
			msgId: "9223372036854775807",
			createTime: 1719800101,
		});
		expect(open("mp-xml-image")).toMatchObject({
			kind: "image",
			picUrl: "http://mmbiz.qpic.cn/mmbiz_jpg/AbC/0?wx_fmt=jpeg&tp=webp",
			mediaId: "Xk9-media_id-PUB_0001",
		});
		expect(open("mp-json-page")).toMatchObject({
			kind: "miniprogrampage",
			title: "商品详情",
			appId: "wx00b4d5e6f7a89123",
			pagePath: "pages/index?a=1",
			thumbUrl: "",
			thumbMediaId: "",
			msgId: "24601357924680142",
		});
		expect(open("mp-xml-enter-session")).toMatchObject({
			kind: "enter",
			sessionFrom: '{"scene":"order","id":"A-1"}',
			msgId: null,
		});
		expect(open("tencent-doc-push-json")).toMatchObject({
			kind: "event",
			event: "debug_demo",
			fields: { debug_str: "hello world", ToUserName: "gh_97417a04a28d" },
		});
	});
});

describe("WeChat's own examples", () => {
	const { token, encoding_aes_key: encodingAesKey, appid: appId } = official.config;
	const account = { ...SAFE, token, encodingAesKey, appId };

	test("the URL check is answered with its echostr", () => {
		const [vector] = official.official;
		const { timestamp = "", nonce = "", echostr = "", signature = "" } = vector ?? {};
		const query = new URLSearchParams({ timestamp, nonce, echostr, signature });
		for (const encryption of ["plain", "compat", "safe"] as const) {
			expect(verifyUrl(query, { ...account, encryption })).toBe("4375120948345356249");
		}
	});

	test.each(official.derived.slice(0, 3))("$name is opened", (vector) => {
		const { timestamp, nonce, signature, msg_signature, encrypt: cipher } = vector;
		const query = new URLSearchParams({ timestamp, nonce, signature, msg_signature, encrypt_type: "aes" });
		const body = Buffer.from(JSON.stringify({ ToUserName: SAFE.originalId, Encrypt: cipher }));
		expect(openPush({ query, body }, account, NOW).clear).toBe(vector.plaintext);
	});
});

describe("each mode and format", () => {
	const xml = textXml("你好😀");
	const json = textJson({ Content: "你好😀" }).replace("}", ',"MsgId":23637352235060881}');
	const compatXml = (cipher: string) =>
		xml.replace("</xml>", `<Encrypt><![CDATA[${cipher}]]></Encrypt></xml>`);
	const seal = (clear: string) => encrypt(clear, decodeAesKey(SAFE.encodingAesKey ?? ""), SAFE.appId);
	const cipher = seal(xml);
	const compat = { ...envelope(cipher), body: Buffer.from(compatXml(cipher)) };

	test.each([
		["plain, XML", PLAIN, plainPush(xml)],
		["plain, JSON", PLAIN, plainPush(json)],
		["safe, XML", SAFE, sealedPush(xml)],
		["safe, JSON", SAFE, sealedPush(json, SAFE, "json")],
		["compat, XML", COMPAT, compat],
		["compat, JSON", COMPAT, sealedPush(json, SAFE, "json")],
		["compat here, still plain at WeChat", COMPAT, plainPush(xml)],
		[
			"plain here with a key, already safe at WeChat",
			{ ...SAFE, encryption: "plain" as const },
			sealedPush(xml),
		],
	])("%s: the same message", (_, account, request) => {
		expect(openPush(request, account, NOW)).toMatchObject({
			kind: "text",
			content: "你好😀",
			msgId: "23637352235060881",
			createTime: 1714112445,
			openid: "o9AgO5Kd5ggOC",
			toUserName: "gh_97417a04a28d",
		});
	});

	test("in compatible mode only the encrypted part counts", () => {
		const forged = compat.body.toString().replace("你好😀", "转账给我");
		expect(openPush({ ...compat, body: Buffer.from(forged) }, COMPAT, NOW)).toMatchObject({
			content: "你好😀",
		});
	});

	test("the format is found by the first character that is not blank, whatever the account says", () => {
		for (const body of [`\n  ${xml}`, `\uFEFF${xml}`, ` \r\n${json}`, `\uFEFF${json}`]) {
			expect(openPush(plainPush(body), PLAIN, NOW)).toMatchObject({ content: "你好😀" });
		}
		expect(openPush(plainPush(json), PLAIN, NOW).format).toBe("json");
		expect(openPush(plainPush(xml), { ...PLAIN, format: "json" }, NOW).format).toBe("xml");
	});

	test("the envelope may be pretty-printed or without CDATA", () => {
		const pretty = `<xml>\n  <Encrypt>\n${cipher}\n</Encrypt>\n</xml>`;
		expect(openPush({ ...envelope(cipher), body: Buffer.from(pretty) }, SAFE, NOW).kind).toBe("text");
	});

	test("a body that is a view into a larger buffer is read within its bounds", () => {
		const bytes = Buffer.from(`garbage${xml}garbage`);
		const body = new Uint8Array(bytes.buffer, bytes.byteOffset + 7, Buffer.byteLength(xml));
		expect(openPush({ ...plainPush(""), body }, PLAIN, NOW).kind).toBe("text");
	});
});

test("any one changed byte of a safe body or its signature is refused, or changes nothing", () => {
	const request = sealedPush(textXml("转 100 元给你"));
	const original = openPush(request, SAFE, NOW);
	fc.assert(
		fc.property(fc.nat({ max: request.body.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
			const body = Buffer.from(request.body);
			body[at] = (body[at] ?? 0) ^ flip;
			let opened: unknown;
			try {
				opened = openPush({ ...request, body }, SAFE, NOW);
			} catch (error) {
				expect(error).toMatchObject({ code: "push_refused" });
				return;
			}
			expect(opened).toEqual(original);
		}),
		{ numRuns: 2000 },
	);
	for (const name of ["msg_signature", "timestamp", "nonce"]) {
		const query = new URLSearchParams(request.query);
		query.set(name, `${query.get(name)?.slice(0, -1)}x`);
		expect(codeOf(() => openPush({ ...request, query }, SAFE, NOW))).toBe("push_refused");
	}
});

describe("freshness", () => {
	const account = { ...PLAIN, freshnessSeconds: 600 };
	const at = (timestamp: string) => {
		const signature = signatureOf(PLAIN.token, timestamp, "1");
		return {
			query: new URLSearchParams({ signature, timestamp, nonce: "1" }),
			body: Buffer.from(textXml("hi")),
		};
	};
	const now = Math.floor(NOW.getTime() / 1000);

	test("a timestamp within the tolerance on either side is taken", () => {
		for (const offset of [-600, 0, 600])
			expect(openPush(at(String(now + offset)), account, NOW).kind).toBe("text");
	});

	test("one outside, or none that is a number, is refused, and taken when nobody looks", () => {
		for (const timestamp of [String(now - 601), String(now + 601), "now", "1e99"]) {
			expect(codeOf(() => openPush(at(timestamp), account, NOW))).toBe("push_refused");
			expect(openPush(at(timestamp), { ...PLAIN, freshnessSeconds: null }, NOW).kind).toBe("text");
		}
	});
});
