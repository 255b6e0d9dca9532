import { once } from "node:events";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { callWechat, WechatApiError, WechatNetworkError } from "@/lib/wechat/api";
import { closedAddress, serveHttp, serveTcp, serveText } from "@/tests/unit/wechat/local-server";

const TOKEN = "81_SECRET-access-token-of-this-test";
const SECRET = "0123456789abcdef-app-secret";

const schema = z.object({ ip_list: z.array(z.string()) });
const post = (baseUrl: string, timeoutMs = 5000) =>
	callWechat({
		baseUrl,
		path: "/cgi-bin/some/call",
		query: { access_token: TOKEN },
		body: { secret: SECRET, text: "你好😀 \"<a href='x'>\"" },
		timeoutMs,
		schema,
	});
const get = (baseUrl: string) =>
	callWechat({
		baseUrl,
		path: "/cgi-bin/some/call",
		query: { access_token: TOKEN },
		timeoutMs: 5000,
		schema,
	});

/** The error of a call that must fail, once it is sure that it holds no secret anywhere. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
	const error = await call.then(
		() => new Error("it succeeded"),
		(reason: unknown) => reason,
	);
	const everything = inspect(error, { depth: 20, showHidden: true });
	expect(everything).not.toContain(TOKEN);
	expect(everything).not.toContain(SECRET);
	return error;
}

describe("a call", () => {
	test("posts UTF-8 JSON without escapes, of known length, with the token in the query", async () => {
		const { baseUrl, seen } = await serveHttp((response) => response.end('{"errcode":0,"ip_list":[]}'));
		await post(baseUrl);
		expect(seen).toHaveLength(1);
		const [{ method, url, headers, body } = { method: "", url: new URL("x:"), headers: {}, body: "" }] = seen;
		expect(method).toBe("POST");
		expect(url.pathname).toBe("/cgi-bin/some/call");
		expect(url.searchParams.get("access_token")).toBe(TOKEN);
		expect(headers["content-type"]).toBe("application/json");
		expect(headers["transfer-encoding"]).toBeUndefined();
		expect(Number(headers["content-length"])).toBe(Buffer.byteLength(body));
		expect(body).toContain("你好😀");
		expect(JSON.parse(body)).toEqual({ secret: SECRET, text: "你好😀 \"<a href='x'>\"" });
	});

	test("without a body is a GET", async () => {
		const { baseUrl, seen } = await serveText('{"ip_list":["127.0.0.1"]}');
		expect(await get(baseUrl)).toEqual({ ip_list: ["127.0.0.1"] });
		expect(seen[0]?.method).toBe("GET");
	});

	test.each([
		["no errcode", '{"ip_list":["a"]}'],
		["errcode 0", '{"errcode":0,"errmsg":"ok","ip_list":["a"]}'],
		["errcode 0 as text", '{"errcode":"0","ip_list":["a"]}'],
		["fields nobody asked for", '{"ip_list":["a"],"more":{"x":1}}'],
		["a byte-order mark", '\uFEFF{"ip_list":["a"]}'],
	])("succeeds on an answer with %s", async (_, answer) => {
		const { baseUrl } = await serveText(answer);
		expect(await post(baseUrl)).toEqual({ ip_list: ["a"] });
	});

	test("reads an answer labelled as plain text", async () => {
		const { baseUrl } = await serveText('{"ip_list":["a"]}', 200, "text/plain");
		expect(await post(baseUrl)).toEqual({ ip_list: ["a"] });
	});
});

describe("WeChat says no", () => {
	const rid = "63d87e8c-1a2b3c4d-0e0f1011";

	test.each([
		["a number", 40001],
		["text", "40001"],
	])("errcode as %s becomes a WechatApiError with all it said", async (_, errcode) => {
		const { baseUrl } = await serveText(
			JSON.stringify({ errcode, errmsg: `invalid credential rid: ${rid}` }),
		);
		const error = await failureOf(post(baseUrl));
		expect(error).toBeInstanceOf(WechatApiError);
		expect(error).toMatchObject({
			errcode: 40001,
			errmsg: `invalid credential rid: ${rid}`,
			rid,
			api: "/cgi-bin/some/call",
		});
	});

	test("-1, an answer without errmsg and one without rid are told as well", async () => {
		const { baseUrl } = await serveText('{"errcode":-1}');
		expect(await failureOf(post(baseUrl))).toMatchObject({ errcode: -1, errmsg: "", rid: null });
	});

	test("with a status of 4xx is still WeChat saying no", async () => {
		const { baseUrl } = await serveText('{"errcode":45009,"errmsg":"x"}', 412);
		expect(await failureOf(post(baseUrl))).toMatchObject({ name: "WechatApiError", errcode: 45009 });
	});

	test("secrets that it repeats are taken out", async () => {
		const { baseUrl } = await serveText(
			JSON.stringify({ errcode: 40014, errmsg: `bad ${TOKEN} and ${SECRET}` }),
		);
		expect(await failureOf(post(baseUrl))).toMatchObject({ errmsg: "bad *** and ***" });
	});
});

describe("no usable answer, and WeChat may have acted", () => {
	test.each([
		["HTTP 500 with a page", "<html>oops</html>", 500],
		["HTTP 502 with JSON", '{"errcode":0,"ip_list":[]}', 502],
		["HTTP 404 with a page", "<html>nothing here</html>", 404],
		["HTTP 403 with JSON and no errcode", '{"ip_list":[]}', 403],
		["a page with HTTP 200", "<!DOCTYPE html><html></html>", 200],
		["JSON that ends too soon", '{"errcode":0,"ip_l', 200],
		["an empty answer", "", 200],
		["an array", "[]", 200],
		["an errcode that is no number", '{"errcode":"none","ip_list":[]}', 200],
		["an errcode that is a fraction", '{"errcode":0.5,"ip_list":[]}', 200],
		["an errcode of null", '{"errcode":null,"ip_list":[]}', 200],
		["a field missing", '{"errcode":0}', 200],
	])("%s", async (_, answer, status) => {
		const { baseUrl } = await serveText(answer, status);
		const error = await failureOf(post(baseUrl));
		expect(error).toBeInstanceOf(WechatNetworkError);
		expect(error).toMatchObject({ sent: true, api: "/cgi-bin/some/call" });
	});

	test("more than 1 MiB, at which it hangs up", async () => {
		const closed: Promise<unknown>[] = [];
		const { baseUrl } = await serveHttp((response) => {
			closed.push(once(response, "close"));
			const write = () => {
				while (response.write("x".repeat(64 * 1024)));
				response.once("drain", write);
			};
			write();
		});
		expect(await failureOf(post(baseUrl))).toMatchObject({ name: "WechatNetworkError", sent: true });
		expect(await Promise.all(closed)).toHaveLength(1);
	});

	test("an answer of almost 1 MiB is read", async () => {
		const { baseUrl } = await serveText(JSON.stringify({ ip_list: ["x".repeat(1024 * 1024 - 100)] }));
		expect(Object.keys(await post(baseUrl))).toEqual(["ip_list"]);
	});

	test("a redirect, which is not followed: the token stays here", async () => {
		const elsewhere = await serveText('{"ip_list":[]}');
		const { baseUrl } = await serveHttp((response) => {
			response.writeHead(307, { location: `${elsewhere.baseUrl}/cgi-bin/some/call?access_token=${TOKEN}` });
			response.end();
		});
		expect(await failureOf(post(baseUrl))).toMatchObject({ name: "WechatNetworkError", sent: true });
		expect(elsewhere.seen).toEqual([]);
	});

	test.each([
		[
			"a reset once the request is there",
			(socket: { resetAndDestroy(): unknown }) => socket.resetAndDestroy(),
		],
		["a hang-up once the request is there", (socket: { destroy(): unknown }) => socket.destroy()],
	])("%s", async (_, hangUp) => {
		const address = await serveTcp((socket) => {
			let text = "";
			socket.on("data", (data) => {
				text += data.toString();
				if (text.includes("</a>") || text.includes("href")) hangUp(socket);
			});
		});
		expect(await failureOf(post(`http://${address}`))).toMatchObject({
			name: "WechatNetworkError",
			sent: true,
		});
	});

	test("a reset of a GET", async () => {
		const address = await serveTcp((socket) => socket.once("data", () => socket.resetAndDestroy()));
		expect(await failureOf(get(`http://${address}`))).toMatchObject({
			name: "WechatNetworkError",
			sent: true,
		});
	});

	test("silence until the time is up", async () => {
		const { baseUrl, seen } = await serveHttp(() => undefined);
		expect(await failureOf(post(baseUrl, 200))).toMatchObject({
			sent: true,
			message: expect.stringMatching("in time"),
		});
		expect(seen).toHaveLength(1);
	});

	test("an answer that stops in the middle, by silence or by a hang-up", async () => {
		const silent = await serveHttp((response) => response.writeHead(200).write('{"ip_l'));
		expect(await failureOf(post(silent.baseUrl, 200))).toMatchObject({
			name: "WechatNetworkError",
			sent: true,
		});
		const cut = await serveHttp((response) => {
			response.writeHead(200, { "content-length": "100" });
			response.write('{"ip_l', () => response.destroy());
		});
		expect(await failureOf(post(cut.baseUrl))).toMatchObject({ name: "WechatNetworkError", sent: true });
	});

	test("something that is not HTTP", async () => {
		const address = await serveTcp((socket) => socket.on("data", () => socket.end("SSH-2.0-OpenSSH_9\r\n")));
		expect(await failureOf(post(`http://${address}`))).toMatchObject({
			name: "WechatNetworkError",
			sent: true,
		});
	});
});

describe("nothing left this host", () => {
	test.each([
		["POST", post],
		["GET", get],
	])("a %s to where nobody listens", async (_, call) => {
		expect(await failureOf(call(`http://${await closedAddress()}`))).toMatchObject({
			name: "WechatNetworkError",
			sent: false,
			message: "/cgi-bin/some/call: ECONNREFUSED",
		});
	});

	test("a name that does not resolve", async () => {
		expect(await failureOf(post("http://wechat.invalid", 3000))).toMatchObject({ sent: false });
	});

	test("a TLS handshake that never ends", async () => {
		const address = await serveTcp(() => undefined);
		expect(await failureOf(post(`https://${address}`, 200))).toMatchObject({
			name: "WechatNetworkError",
			sent: false,
		});
	});

	test("a TLS handshake with something that speaks no TLS", async () => {
		const { baseUrl } = await serveText("{}");
		const https = baseUrl.replace("http:", "https:");
		expect(await failureOf(post(https))).toMatchObject({ name: "WechatNetworkError", sent: false });
	});

	test("a base URL that is none", async () => {
		expect(await failureOf(post("api.weixin.qq.com"))).toMatchObject({
			name: "WechatNetworkError",
			sent: false,
		});
	});
});
