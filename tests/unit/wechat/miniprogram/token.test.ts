import { describe, expect, test } from "vitest";
import { fetchStableToken } from "@/lib/wechat/miniprogram/token";
import { serveText } from "@/tests/unit/wechat/local-server";
import { fixture } from "@/tests/unit/wechat/pushes";

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
