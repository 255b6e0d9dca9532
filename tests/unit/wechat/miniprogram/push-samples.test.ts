import { describe, expect, test } from "vitest";
import { openPush } from "@/lib/wechat/miniprogram/push";
import { COMPAT, codeOf, fixture, NOW, PLAIN, plainPush, SAFE, sealedPush } from "@/tests/unit/wechat/pushes";

describe("the seed packets", () => {
	const common = { openid: "fromUser", createTime: 1482048670 };
	const message = { ...common, msgId: "1234567890123456" };
	const said = {
		text: { ...message, kind: "text", msgType: "text", content: "this is a test" },
		image: { ...message, kind: "image", msgType: "image", picUrl: "this is a url" },
		miniprogrampage: { ...message, kind: "miniprogrampage", msgType: "miniprogrampage", title: "Title" },
		enter: { ...common, kind: "enter", msgType: "event", msgId: null, sessionFrom: "sessionFrom" },
	};
	const names = Object.keys(said) as (keyof typeof said)[];

	test.each(names)("%s.xml is read, with blanks in its tags and ToUser for ToUserName", (name) => {
		const xml = fixture(`seeds/${name}.xml`);
		expect(openPush(plainPush(xml), { ...PLAIN, originalId: "ToUser" }, NOW)).toMatchObject(said[name]);
		expect(openPush(sealedPush(xml), { ...SAFE, originalId: "ToUser" }, NOW)).toMatchObject(said[name]);
	});

	test.each(names.filter((name) => name !== "miniprogrampage"))("%s.json is read", (name) => {
		const json = fixture(`seeds/${name}.json`);
		const account = { originalId: "toUser" };
		expect(openPush(plainPush(json), { ...PLAIN, ...account }, NOW)).toMatchObject(said[name]);
		expect(openPush(sealedPush(json, SAFE, "json"), { ...SAFE, ...account }, NOW)).toMatchObject(said[name]);
	});

	test("the card without its comma is malformed in every mode, and refused when the signature is wrong too", () => {
		const json = fixture("seeds/miniprogrampage.json");
		for (const [account, request] of [
			[PLAIN, plainPush(json)],
			[COMPAT, plainPush(json)],
			[SAFE, sealedPush(json, SAFE, "json")],
		] as const) {
			expect(codeOf(() => openPush(request, { ...account, originalId: "toUser" }, NOW))).toBe(
				"push_malformed",
			);
		}
		const forged = plainPush(json, { ...PLAIN, token: "BBBBB" });
		expect(codeOf(() => openPush(forged, PLAIN, NOW))).toBe("push_refused");
	});

	test("transfer.xml, an answer and no push, is readable all the same", () => {
		const push = openPush(plainPush(fixture("seeds/transfer.xml")), { ...PLAIN, originalId: "cough" }, NOW);
		expect(push).toMatchObject({ kind: "unknown", msgType: "transfer_customer_service", openid: "fromuser" });
	});
});

describe("samples of public SDKs", () => {
	const account = { ...PLAIN, originalId: "toUser" };
	const open = (path: string) =>
		openPush(plainPush(fixture(`samples/skit/EventSamples/${path}`)), account, NOW);

	test.each([
		[
			"MpMessage/TextMessageEvent.xml",
			{ kind: "text", content: "this is a test", msgId: "1234567890123456" },
		],
		[
			"MpMessage/TextMessageEvent.json",
			{ kind: "text", content: "this is a test", msgId: "1234567890123456" },
		],
		["MpMessage/ImageMessageEvent.xml", { kind: "image", picUrl: "this is a url", mediaId: "media_id" }],
		["MpPush/UserEnterTempSessionEvent.xml", { kind: "enter", sessionFrom: "sessionFrom" }],
		["MpPush/UserEnterTempSessionEvent.json", { kind: "enter", sessionFrom: "sessionFrom" }],
	])("%s is read", (path, said) => {
		expect(open(path)).toMatchObject({ ...said, openid: "fromUser" });
	});

	test.each(["Location", "ShortVideo", "Video", "Voice"])("a %s message is kept as unknown", (type) => {
		const push = open(`MpMessage/${type}MessageEvent.xml`);
		expect(push).toMatchObject({ kind: "unknown", msgType: type.toLowerCase(), msgId: "1234567890123456" });
		expect(push.clear).toContain("<MsgId>1234567890123456</MsgId>");
	});
});
