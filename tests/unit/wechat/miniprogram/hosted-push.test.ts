/** Pushes of WeChat's cloud hosting: in the clear, unsigned, told from others by one header. */
import { describe, expect, test } from "vitest";
import { isContainerCheck, openHostedPush } from "@/lib/wechat/miniprogram/push";
import { buildTransferReply, sealReply } from "@/lib/wechat/miniprogram/reply";
import { codeOf, NOW, PLAIN, SAFE, sealedPush, textJson, textXml } from "@/tests/unit/wechat/pushes";

const open = (body: string | Buffer, source: string | null = "wx", credentials = SAFE) =>
	openHostedPush({ body: Buffer.from(body), source }, credentials, NOW);

describe("a push of cloud hosting", () => {
	test.each([
		["XML", textXml("你好😀"), "xml"],
		["JSON", textJson({ Content: "你好😀" }).replace("}", ',"MsgId":23637352235060881}'), "json"],
	])("in %s is read without a signature, its 17 digits of MsgId whole", (_, body, format) => {
		for (const credentials of [SAFE, PLAIN]) {
			expect(open(body, "wx", credentials)).toMatchObject({
				kind: "text",
				content: "你好😀",
				msgId: "23637352235060881",
				openid: "o9AgO5Kd5ggOC",
				format,
				clear: body,
				encrypted: false,
			});
		}
	});

	test("may be addressed to the original id or to the appid, and to nobody else", () => {
		expect(open(textXml("hi", { to: SAFE.originalId })).toUserName).toBe(SAFE.originalId);
		expect(open(textXml("hi", { to: SAFE.appId })).toUserName).toBe(SAFE.appId);
		for (const to of ["gh_000000000000", "wx0000000000000000", ""]) {
			expect(codeOf(() => open(textXml("hi", { to })))).toBe("push_refused");
		}
	});

	test.each([
		["missing", null],
		["empty", ""],
		["blank", " \t"],
	])("is refused when its header x-wx-source is %s", (_, source) => {
		expect(codeOf(() => open(textXml("hi"), source))).toBe("push_refused");
	});

	test("is refused when it holds something encrypted, which nobody has verified", () => {
		expect(codeOf(() => open(sealedPush(textXml("hi")).body))).toBe("push_refused");
		expect(codeOf(() => open(sealedPush(textXml("hi"), SAFE, "json").body))).toBe("push_refused");
	});

	test.each([
		["neither XML nor JSON", "hello"],
		["nothing", ""],
		["cut XML", textXml("hi").slice(0, 80)],
		["a document type", `<!DOCTYPE x [<!ENTITY a "b">]>${textXml("&a;")}`],
		["a message without a sender", textJson({ FromUserName: undefined })],
	])("that is %s is malformed", (_, body) => {
		expect(codeOf(() => open(body))).toBe("push_malformed");
	});

	test("without CreateTime has the time it was received", () => {
		expect(open(textJson({ CreateTime: undefined })).createTime).toBe(NOW.getTime() / 1000);
	});

	test("keeps a MsgId that is no number, as cloud functions write it", () => {
		expect(open(textJson({ MsgId: "49d72d67_1555684067" })).msgId).toBe("49d72d67_1555684067");
	});

	test("is answered in the clear, from whom it was addressed to, though the channel is set to safe", () => {
		const push = open(textJson({ ToUserName: SAFE.appId }));
		const { openid, toUserName, format, nonce, encrypted } = push;
		const clear = buildTransferReply({ openid, originalId: toUserName, format }, NOW);
		const credentials = { ...SAFE, encryption: "plain" as const };
		const { contentType, body } = sealReply(clear, { credentials, nonce, format, encrypted }, NOW);
		expect(contentType).toBe("application/json; charset=utf-8");
		expect(JSON.parse(body)).toEqual({
			ToUserName: "o9AgO5Kd5ggOC",
			FromUserName: SAFE.appId,
			CreateTime: NOW.getTime() / 1000,
			MsgType: "transfer_customer_service",
		});
	});
});

describe("the check of a container", () => {
	test.each([
		'{"action":"CheckContainerPath"}',
		'{ \n  "action": "CheckContainerPath"\n}',
		"<xml>\n  <action>CheckContainerPath</action>\n</xml>",
		"<xml><action><![CDATA[CheckContainerPath]]></action></xml>",
	])("is found: %j", (body) => {
		expect(isContainerCheck(Buffer.from(body))).toBe(true);
	});

	test.each([
		["a message", textXml("CheckContainerPath")],
		["a message in JSON", textJson({ Content: '{"action":"CheckContainerPath"}' })],
		["another action", '{"action":"Other"}'],
		["an action that is a list", '{"action":["CheckContainerPath"]}'],
		["plain text", "CheckContainerPath"],
		["broken JSON", '{"action":"CheckContainerPath"'],
		["nothing", ""],
		["something endless", `{"action":"CheckContainerPath","x":"${"x".repeat(2000)}"}`],
	])("is not %s", (_, body) => {
		expect(isContainerCheck(Buffer.from(body))).toBe(false);
	});
});
