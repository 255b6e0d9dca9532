import { expect, test } from "vitest";
import { parseJson } from "@/lib/wechat/json";
import { setTyping } from "@/lib/wechat/miniprogram/typing";
import { serveText } from "@/tests/unit/wechat/local-server";
import { fixture } from "@/tests/unit/wechat/pushes";

const set = (baseUrl: string, typing = true) =>
	setTyping({ baseUrl, accessToken: "TOKEN", openid: "o9", typing, timeoutMs: 5000 });

test.each([
	[true, '{"touser":"o9","command":"Typing"}'],
	[false, '{"touser":"o9","command":"CancelTyping"}'],
])("typing %s is posted to /cgi-bin/message/custom/typing as %s", async (typing, body) => {
	const { baseUrl, seen } = await serveText('{"errcode":0,"errmsg":"ok"}');
	await set(baseUrl, typing);
	expect(seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
		"POST /cgi-bin/message/custom/typing?access_token=TOKEN",
	]);
	expect(seen[0]?.body).toBe(body);
});

test("the fields are named as the SDK's sample names them", async () => {
	const sample = fixture(
		"samples/skit/ModelSamples/CgibinMessageCustom/CgibinMessageCustomTypingRequest.json",
	);
	const { baseUrl, seen } = await serveText('{"errcode":0}');
	await set(baseUrl);
	expect(Object.keys(JSON.parse(seen[0]?.body ?? ""))).toEqual(Object.keys(parseJson(sample)));
});

test.each([40001, 40200, 45072, 45080, 45081])("a refusal with %d is told with its code", async (errcode) => {
	const { baseUrl } = await serveText(JSON.stringify({ errcode, errmsg: "no" }));
	await expect(set(baseUrl)).rejects.toMatchObject({ name: "WechatApiError", errcode });
});
