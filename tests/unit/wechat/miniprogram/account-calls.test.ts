/** Calls about the account as a whole: where its pushes come from, its quota. */
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { fetchCallbackIps } from "@/lib/wechat/miniprogram/callback-ips";
import { clearQuota } from "@/lib/wechat/miniprogram/quota";
import { serveText } from "@/tests/unit/wechat/local-server";

const SECRET = "0123456789abcdef-app-secret";

describe("the addresses of WeChat's pushes", () => {
	const ask = (baseUrl: string) => fetchCallbackIps({ baseUrl, accessToken: "TOKEN", timeoutMs: 5000 });

	test("are asked for by GET and told as they are", async () => {
		const { baseUrl, seen } = await serveText('{"ip_list":["127.0.0.1","101.226.103.0/25","2001:db8::/32"]}');
		expect(await ask(baseUrl)).toEqual(["127.0.0.1", "101.226.103.0/25", "2001:db8::/32"]);
		expect(seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
			"GET /cgi-bin/getcallbackip?access_token=TOKEN",
		]);
	});

	test("leave out what is neither an address nor a range", async () => {
		const list = [
			" 1.2.3.4\n",
			"",
			"*",
			"weixin.qq.com",
			"1.2.3",
			"1.2.3.4/33",
			"::1/129",
			"1.2.3.4/8/8",
			"1.2.3.4/",
		];
		const { baseUrl } = await serveText(JSON.stringify({ ip_list: list }));
		expect(await ask(baseUrl)).toEqual(["1.2.3.4"]);
	});

	test("are an error when WeChat refuses", async () => {
		const { baseUrl } = await serveText('{"errcode":40001,"errmsg":"no"}');
		await expect(ask(baseUrl)).rejects.toMatchObject({ name: "WechatApiError", errcode: 40001 });
	});
});

describe("clearing the quota", () => {
	const clear = (baseUrl: string) =>
		clearQuota({ baseUrl, appId: "wx1", appSecret: SECRET, timeoutMs: 5000 });

	test("is asked for by POST with the secret in the body, never in the address", async () => {
		const { baseUrl, seen } = await serveText('{"errcode":0,"errmsg":"ok"}');
		await clear(baseUrl);
		expect(seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
			"POST /cgi-bin/clear_quota/v2",
		]);
		expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ appid: "wx1", appsecret: SECRET });
	});

	test("tells that the month's clearings are used up, without the secret that WeChat may repeat", async () => {
		const { baseUrl } = await serveText(JSON.stringify({ errcode: 48006, errmsg: `forbid ${SECRET}` }));
		const error: unknown = await clear(baseUrl).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ name: "WechatApiError", errcode: 48006, errmsg: "forbid ***" });
		expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(SECRET);
	});
});
