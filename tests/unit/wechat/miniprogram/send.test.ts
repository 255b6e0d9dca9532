import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sendMessage, toSendBody } from "@/lib/wechat/miniprogram/send";
import { fetchStableToken } from "@/lib/wechat/miniprogram/token";
import { serveText } from "@/tests/unit/wechat/local-server";
import { fixture } from "@/tests/unit/wechat/pushes";

const send = (baseUrl: string, text = "你好") =>
	sendMessage({
		baseUrl,
		accessToken: "TOKEN",
		openid: "o9",
		content: { type: "text", text },
		timeoutMs: 5000,
	});

describe("sending", () => {
	test("posts the packet of WeChat's page to /cgi-bin/message/custom/send", async () => {
		const { baseUrl, seen } = await serveText(
			fixture("samples/wechatpy/tests/fixtures/message_custom_send.json"),
		);
		await send(baseUrl);
		expect(seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
			"POST /cgi-bin/message/custom/send?access_token=TOKEN",
		]);
		expect(seen[0]?.body).toBe('{"touser":"o9","msgtype":"text","text":{"content":"你好"}}');
	});

	test("names its fields as the SDK's sample does", () => {
		const path = "samples/skit/ModelSamples/CgibinMessageCustom/CgibinMessageCustomSendRequest.json";
		const sample = JSON.parse(fixture(path));
		const body = toSendBody("OPENID", { type: "text", text: "Hello World" });
		expect(sample).toMatchObject({ ...body, msgtype: "type" });
	});

	test("is done only when WeChat says errcode 0", async () => {
		await send((await serveText('{"errcode":"0","errmsg":"ok"}')).baseUrl);
		const silent = await serveText("{}");
		await expect(send(silent.baseUrl)).rejects.toMatchObject({ name: "WechatNetworkError", sent: true });
		const refused = await serveText('{"errcode":45047,"errmsg":"out of response count limit rid: 1-2-3"}');
		await expect(send(refused.baseUrl)).rejects.toMatchObject({
			name: "WechatApiError",
			errcode: 45047,
			rid: "1-2-3",
		});
	});

	test("of any text, the request never holds a \\u escape, which WeChat refuses", () => {
		const anything = fc.string({ unit: "binary", maxLength: 200 }).map((text) => text.replaceAll("\\", "/"));
		fc.assert(
			fc.property(anything, (text) => {
				expect(JSON.stringify(toSendBody("o9", { type: "text", text }))).not.toContain("\\u");
			}),
			{ numRuns: 500 },
		);
	});

	test("keeps what people write: line ends, tabs, emoji, markup, a backslash", () => {
		const text = 'a\r\nb\tc 😀 <a href="https://x">\\u4f60</a> \u2028';
		expect(toSendBody("o9", { type: "text", text })).toMatchObject({ text: { content: text } });
	});

	test("drops other control characters and replaces halves of characters", () => {
		const body = toSendBody("o9", { type: "text", text: "a\u0000\u0007\u001bb\ud83d" });
		expect(body).toMatchObject({ text: { content: "ab\uFFFD" } });
	});
});

describe("the stable token", () => {
	const ask = (baseUrl: string, forceRefresh = false) =>
		fetchStableToken({ baseUrl, appId: "wx1", appSecret: "shh", forceRefresh, timeoutMs: 5000 });

	test("is asked for by POST with the secret in the body, never in the address", async () => {
		const { baseUrl, seen } = await serveText('{"access_token":"T","expires_in":7200}');
		expect(await ask(baseUrl)).toEqual({ accessToken: "T", expiresInSeconds: 7200 });
		expect(seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
			"POST /cgi-bin/stable_token",
		]);
		expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
			grant_type: "client_credential",
			appid: "wx1",
			secret: "shh",
			force_refresh: false,
		});
	});

	test("is forced only on demand", async () => {
		const { baseUrl, seen } = await serveText('{"access_token":"T","expires_in":7200}');
		await ask(baseUrl, true);
		expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({ force_refresh: true });
	});

	test.each([
		["samples/skit/ModelSamples/Cgibin/CgibinTokenResponse.json", "ACCESS_TOKEN"],
		["samples/wechatpy/tests/fixtures/token.json", "1234567890"],
	])("is read from %s", async (path, accessToken) => {
		const { baseUrl } = await serveText(fixture(path));
		expect(await ask(baseUrl)).toEqual({ accessToken, expiresInSeconds: 7200 });
	});

	test("an errcode is an error, an answer without token or life is no answer", async () => {
		const wrong = await serveText('{"errcode":40125,"errmsg":"invalid appsecret"}');
		await expect(ask(wrong.baseUrl)).rejects.toMatchObject({ name: "WechatApiError", errcode: 40125 });
		for (const answer of [
			'{"access_token":"","expires_in":7200}',
			'{"access_token":"T"}',
			'{"expires_in":7200}',
		]) {
			const { baseUrl } = await serveText(answer);
			await expect(ask(baseUrl)).rejects.toMatchObject({ name: "WechatNetworkError" });
		}
	});
});
