/** What looks dangerous or odd, may well be a customer's message, and is taken without harm. */
import { createCipheriv } from "node:crypto";
import { describe, expect, test } from "vitest";
import { decodeAesKey } from "@/lib/wechat/crypto";
import { openPush } from "@/lib/wechat/miniprogram/push";
import { envelope, NOW, PLAIN, plainPush, SAFE, textJson, textXml } from "@/tests/unit/wechat/pushes";

const KEY = decodeAesKey(SAFE.encodingAesKey ?? "");
const openPlain = (body: string) => openPush(plainPush(body), PLAIN, NOW);

describe("taken without harm", () => {
	const contentOf = (body: string) => {
		const push = openPlain(body);
		return push.kind === "text" ? push.content : undefined;
	};

	test.each([
		"007",
		"true",
		"1e5",
		"0x1F",
		" a ",
		"]]",
		"&amp;",
		"a\r\nb",
		"<b>x</b>",
		"😀",
		"客".repeat(683),
		"",
	])("the text %j arrives as it was written, in XML and JSON", (content) => {
		expect(contentOf(textXml(content))).toBe(content);
		expect(contentOf(textJson({ Content: content }))).toBe(content);
	});

	test("markup, a document type and CDATA marks in a customer's text stay text", () => {
		const content = `<!DOCTYPE html><script>alert(1)</script><![CDATA[ ]] > &lol;`;
		expect(contentOf(textXml(content))).toBe(content);
		expect(contentOf(textXml("a]]]]><![CDATA[>b"))).toBe("a]]>b");
	});

	test("a field smuggled behind a split CDATA section is part of the text", () => {
		const push = openPlain(textXml("x]]]]><![CDATA[></Content><FromUserName>evil</FromUserName>"));
		expect(push).toMatchObject({
			openid: "o9AgO5Kd5ggOC",
			content: "x]]></Content><FromUserName>evil</FromUserName>",
		});
	});

	test("halves of characters and NUL, which the database cannot hold, become U+FFFD", () => {
		const json = textJson({ Content: "X", Title: 1 }).replace('"X"', String.raw`"a\ud83d\u0000b\ude00😀"`);
		expect(contentOf(json)).toBe("a\uFFFD\uFFFDb\uFFFD😀");
		expect(contentOf(textXml("a\0b"))).toBe("a\uFFFDb");
		const event = textJson({ MsgType: "event", Event: "x", List: [{ a: "NUL" }] }).replace(
			"NUL",
			String.raw`\u0000\ud83d`,
		);
		expect(openPlain(event)).toMatchObject({ fields: { List: [{ a: "\uFFFD\uFFFD" }] } });
	});

	test("a SessionFrom that WeChat cut in the middle of a character is kept", () => {
		const [before, after] = textXml("MARK").replace("text", "event").split("MARK");
		const event = "]]></Content><Event>user_enter_tempsession</Event><SessionFrom><![CDATA[";
		const cut = Buffer.from("客".repeat(334)).subarray(0, 1000);
		const body = Buffer.concat([
			Buffer.from(`${before}${event}`),
			cut,
			Buffer.from(after?.replace("Content", "SessionFrom") ?? ""),
		]);
		const push = openPush(plainPush(body), PLAIN, NOW);
		expect(push).toMatchObject({ kind: "enter", sessionFrom: `${"客".repeat(333)}\uFFFD` });
		const cipher = sealBytes(body);
		expect(openPush(envelope(cipher), SAFE, NOW)).toMatchObject({
			kind: "enter",
			sessionFrom: `${"客".repeat(333)}\uFFFD`,
		});
	});

	test("a forged endless SessionFrom is cut at 4096 characters", () => {
		const enter = textJson({
			MsgType: "event",
			Event: "user_enter_tempsession",
			SessionFrom: "x".repeat(9999),
		});
		expect(openPlain(enter)).toMatchObject({ sessionFrom: "x".repeat(4096) });
	});

	test("duplicate keys and __proto__ in JSON change nothing else", () => {
		const json = textJson().replace("{", '{"__proto__":{"kind":"event","openid":"evil"},"Content":"first",');
		expect(openPlain(json)).toMatchObject({ kind: "text", content: "hi", openid: "o9AgO5Kd5ggOC" });
		expect(({} as Record<string, unknown>).openid).toBeUndefined();
		const event = textJson({ MsgType: "event", Event: "x" }).replace("{", '{"__proto__":{"evil":1},');
		const push = openPlain(event);
		expect(push.kind === "event" && Object.keys(push.fields)).not.toContain("__proto__");
	});

	test("a missing MsgId is null, one that is text or short stays as it is", () => {
		expect(openPlain(textJson()).msgId).toBeNull();
		expect(openPlain(textJson({ MsgId: "49d72d67_1555684067" })).msgId).toBe("49d72d67_1555684067");
		expect(openPlain(textJson({ MsgId: 7 })).msgId).toBe("7");
	});

	test("types and event names are found in any case and with blanks around, times as text too", () => {
		expect(openPlain(textJson({ MsgType: " Text ", CreateTime: " 1714112445 " })).kind).toBe("text");
		const event = { MsgType: "EVENT", Event: "User_Enter_TempSession " };
		expect(openPlain(textJson(event))).toMatchObject({ kind: "enter", sessionFrom: "" });
	});

	test("a push without CreateTime has the time of its request", () => {
		expect(openPlain(textJson({ CreateTime: undefined })).createTime).toBe(1714112445);
	});

	test.each([
		["wxa_media_check", { appid: "wx1", trace_id: "t", detail: [{ label: 100 }], errcode: 0 }],
		["subscribe_msg_popup_event", { CreateTime: "1714112445", List: { TemplateId: "a" } }],
		["user_authorization_revoke", { OpenID: "o1", AppID: "wx1", RevokeInfo: "1" }],
		["weapp_audit_success", { SuccTime: 1714112445 }],
	])("the event %s, of no customer, is an event with its fields", (event, fields) => {
		const push = openPlain(textJson({ ...fields, MsgType: "event", Event: event, FromUserName: undefined }));
		expect(push).toMatchObject({ kind: "event", event, openid: "", fields });
	});

	test("an unknown type is kept with its raw text", () => {
		const body = textJson({ MsgType: "voice", MediaId: "m" });
		expect(openPlain(body)).toMatchObject({ kind: "unknown", msgType: "voice", clear: body });
		expect(openPlain(textJson({ MsgType: undefined }))).toMatchObject({ kind: "unknown", msgType: "" });
		expect(openPlain(textJson({ MsgType: "constructor" })).kind).toBe("unknown");
	});
});

/** As `encrypt`, for bytes that are no text. */
function sealBytes(bytes: Buffer): string {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(bytes.length);
	const full = Buffer.concat([Buffer.alloc(16, 7), length, bytes, Buffer.from(SAFE.appId)]);
	const pad = 32 - (full.length % 32);
	const cipher = createCipheriv("aes-256-cbc", KEY, KEY.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([cipher.update(full), cipher.update(Buffer.alloc(pad, pad))]).toString("base64");
}
