/** What an attacker, a misconfiguration or a broken sender may post, and what is refused of it. */
import { describe, expect, test } from "vitest";
import { decodeAesKey, encrypt } from "@/lib/wechat/crypto";
import { openPush, verifyUrl } from "@/lib/wechat/miniprogram/push";
import { signatureOf } from "@/lib/wechat/signature";
import {
	COMPAT,
	codeOf,
	envelope,
	NOW,
	PLAIN,
	plainPush,
	type Request,
	SAFE,
	sealedPush,
	textJson,
	textXml,
} from "@/tests/unit/wechat/pushes";

const KEY = decodeAesKey(SAFE.encodingAesKey ?? "");
const openPlain = (body: string) => openPush(plainPush(body), PLAIN, NOW);
const openSafe = (clear: string) => openPush(sealedPush(clear), SAFE, NOW);
const withQuery = (request: Request, change: (query: URLSearchParams) => void): Request => {
	const query = new URLSearchParams(request.query);
	change(query);
	return { ...request, query };
};

describe("refused: nothing proves it comes from WeChat", () => {
	const other = { ...SAFE, token: "BBBBB", appId: "wx0000000000000000" };
	const sealed = sealedPush(textXml("hi"));
	const doctype = '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>';
	const stripped = withQuery(sealed, (query) => {
		query.delete("msg_signature");
		query.delete("encrypt_type");
	});
	const forgedBody = Buffer.from(sealedPush(textXml("forged")).body);

	test.each([
		["signature of another token", PLAIN, plainPush(textXml("hi"), other)],
		["msg_signature of another token", SAFE, sealedPush(textXml("hi"), other)],
		[
			"wrong signature",
			PLAIN,
			withQuery(plainPush(textXml("hi")), (q) => q.set("signature", "0".repeat(40))),
		],
		["wrong msg_signature", SAFE, withQuery(sealed, (q) => q.set("msg_signature", "0".repeat(40)))],
		["empty signature", PLAIN, withQuery(plainPush(textXml("hi")), (q) => q.set("signature", ""))],
		["right query, another encrypted body", SAFE, { ...sealed, body: forgedBody }],
		["right query, clear body on a safe account", SAFE, { ...sealed, body: Buffer.from(textXml("hi")) }],
		["clear push on a safe account", SAFE, plainPush(textXml("hi"))],
		["encrypted push without msg_signature", SAFE, stripped],
		["the same on a compatible account", COMPAT, stripped],
		["the same on a plain account", PLAIN, stripped],
		[
			"clear fields beside Encrypt, signature stripped",
			COMPAT,
			{ ...stripped, body: Buffer.from(textXml("x").replace("</xml>", "<Encrypt>AAAA</Encrypt></xml>")) },
		],
		["encrypted push on an account without a key", PLAIN, sealed],
		["encrypted for another appid", SAFE, sealedPush(textXml("hi"), { ...SAFE, appId: other.appId })],
		[
			"encrypted with another key",
			SAFE,
			sealedPush(textXml("hi"), { ...SAFE, encodingAesKey: "jOH1VyzDmaprP4OJU4ROzaF4QsFCyIu3rNa5jyZDwPi" }),
		],
		["another account's valid packet", { ...SAFE, appId: other.appId, token: other.token }, sealed],
		["addressed to another account", SAFE, sealedPush(textXml("hi", { to: "gh_000000000000" }))],
		["addressed to nobody", PLAIN, plainPush(textJson({ ToUserName: undefined }))],
		["document type in the envelope", SAFE, { ...sealed, body: Buffer.from(doctype) }],
		[
			"two Encrypt elements",
			SAFE,
			{ ...sealed, body: Buffer.from("<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>") },
		],
		["Encrypt that is a number", SAFE, { ...sealed, body: Buffer.from('{"Encrypt":1}') }],
		["Encrypt that is an object", SAFE, { ...sealed, body: Buffer.from('{"Encrypt":{}}') }],
		["empty Encrypt", SAFE, envelope("")],
		["Encrypt that is no ciphertext", SAFE, envelope("AAAA")],
		["no body", SAFE, { ...sealed, body: Buffer.alloc(0) }],
		["binary body", SAFE, { ...sealed, body: Buffer.from([0, 255, 254, 128]) }],
		["no query", SAFE, { ...sealed, query: new URLSearchParams() }],
	])("%s", (_, account, request) => {
		expect(codeOf(() => openPush(request, account, NOW))).toBe("push_refused");
	});

	test.each(["signature", "timestamp", "nonce"])(
		"a push in the clear with %s missing, empty or given twice",
		(name) => {
			const request = plainPush(textXml("hi"));
			for (const change of [
				(query: URLSearchParams) => query.delete(name),
				(query: URLSearchParams) => query.set(name, ""),
				(query: URLSearchParams) => query.append(name, query.get(name) ?? ""),
				(query: URLSearchParams) => query.append(name, "1"),
			]) {
				expect(codeOf(() => openPush(withQuery(request, change), PLAIN, NOW))).toBe("push_refused");
			}
		},
	);

	test("an encrypted push with msg_signature given twice", () => {
		const twice = withQuery(sealed, (query) =>
			query.append("msg_signature", query.get("msg_signature") ?? ""),
		);
		expect(codeOf(() => openPush(twice, SAFE, NOW))).toBe("push_refused");
	});

	test("and the next good push is taken", () => {
		expect(openPush(sealed, SAFE, NOW).kind).toBe("text");
	});

	test("the error says which step failed in its message only, never in its code", () => {
		for (const cipher of ["AAAA", encrypt("hi", KEY, "wxother"), "!"]) {
			expect(codeOf(() => openPush(envelope(cipher), SAFE, NOW))).toBe("push_refused");
		}
	});
});

describe("the URL check", () => {
	const signed = (extra: Record<string, string>) =>
		new URLSearchParams({ signature: signatureOf("AAAAA", "1", "2"), timestamp: "1", nonce: "2", ...extra });

	test.each([
		["without echostr", signed({})],
		["with an empty echostr", signed({ echostr: "" })],
		[
			"with a wrong signature",
			new URLSearchParams({ ...Object.fromEntries(signed({ echostr: "x" })), signature: "x" }),
		],
		["with an endless echostr", signed({ echostr: "x".repeat(1025) })],
		["with two echostrs", new URLSearchParams(`${signed({ echostr: "x" })}&echostr=y`)],
		["without anything", new URLSearchParams()],
	])("%s is refused", (_, query) => {
		expect(codeOf(() => verifyUrl(query, PLAIN))).toBe("push_refused");
	});
});

describe("malformed: from WeChat, and still unreadable", () => {
	test.each([
		["neither XML nor JSON", "hello"],
		["nothing", ""],
		["cut XML", textXml("hi").slice(0, 100)],
		["cut JSON", textJson().slice(0, -1)],
		["a JSON array", `[${textJson()}]`],
		["a document type", `<!DOCTYPE x [<!ENTITY a "b">]>${textXml("&a;")}`],
		[
			"a billion laughs",
			`<!DOCTYPE x [<!ENTITY a "${"l".repeat(99)}"><!ENTITY b "&a;&a;&a;">]>${textXml("&b;")}`,
		],
		[
			"deep nesting",
			textJson({ Content: undefined, a: "X" }).replace('"X"', `${"[".repeat(999)}${"]".repeat(999)}`),
		],
		["a message without a sender", textJson({ FromUserName: undefined })],
		["a message with an empty sender", textJson({ FromUserName: " " })],
		[
			"entering without a sender",
			textJson({ MsgType: "event", Event: "user_enter_tempsession", FromUserName: "" }),
		],
		["an unknown type without a sender", textJson({ MsgType: "voice", FromUserName: null })],
		["a sender of 129 characters", textJson({ FromUserName: "o".repeat(129) })],
		["a sender that is an object", textJson({ FromUserName: { a: 1 } })],
		["two senders", textXml("hi").replace("<CreateTime>", "<FromUserName>b</FromUserName><CreateTime>")],
		["text that is an object", textJson({ Content: { a: 1 } })],
		["a time that is no number", textJson({ CreateTime: "yesterday" })],
		["a time beyond what a date can hold", textJson({ CreateTime: 99999999999 })],
		["a time before 1970", textJson({ CreateTime: -1 })],
		["an endless MsgId", textJson({ MsgId: "1".repeat(129) })],
	])("%s", (_, body) => {
		expect(codeOf(() => openPlain(body))).toBe("push_malformed");
		expect(codeOf(() => openSafe(body))).toBe("push_malformed");
	});
});
