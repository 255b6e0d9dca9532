import { once } from "node:events";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { downloadMedia, uploadImage } from "@/lib/wechat/miniprogram/media";
import { closedAddress, serveHttp, serveText } from "@/tests/unit/wechat/local-server";

const TOKEN = "81_SECRET-access-token-of-this-test";
/** Every byte, with line ends and dashes as a form's own marks have them. */
const BYTES = Uint8Array.from([...Array(256).keys(), 13, 10, 45, 45, 13, 10, 123]);

const upload = (baseUrl: string, mime = "image/png", bytes = BYTES) =>
	uploadImage({ baseUrl, accessToken: TOKEN, bytes, mime, timeoutMs: 5000 });
const download = (baseUrl: string, maxBytes = 1000, timeoutMs = 5000) =>
	downloadMedia({ baseUrl, accessToken: TOKEN, mediaId: "M-1_x", maxBytes, timeoutMs });

async function failureOf(call: Promise<unknown>): Promise<unknown> {
	const error = await call.then(
		() => new Error("it succeeded"),
		(reason: unknown) => reason,
	);
	expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
	return error;
}

describe("uploading a picture", () => {
	const ANSWER = '{"type":"image","media_id":"M-1","created_at":1672500000}';

	test.each([
		["image/jpeg", "image.jpg"],
		["image/png", "image.png"],
		["image/gif", "image.gif"],
	])(
		"%s is posted as the form field media, named %s, byte for byte, with its length",
		async (mime, fileName) => {
			const { baseUrl, seen } = await serveText(ANSWER);
			expect(await upload(baseUrl, mime)).toEqual({ mediaId: "M-1", createdAt: new Date(1672500000000) });
			expect(seen).toHaveLength(1);
			const { method, url, headers, bytes } = seen[0]!;
			expect(`${method} ${url.pathname}`).toBe("POST /cgi-bin/media/upload");
			expect(Object.fromEntries(url.searchParams)).toEqual({ access_token: TOKEN, type: "image" });
			expect(headers["transfer-encoding"]).toBeUndefined();
			expect(Number(headers["content-length"])).toBe(bytes.length);
			const form = await new Response(new Uint8Array(bytes), {
				headers: { "content-type": String(headers["content-type"]) },
			}).formData();
			expect([...form.keys()]).toEqual(["media"]);
			const file = form.get("media") as File;
			expect([file.name, file.type]).toEqual([fileName, mime]);
			expect(new Uint8Array(await file.arrayBuffer())).toEqual(BYTES);
		},
	);

	test("10 MiB arrive whole", async () => {
		const { baseUrl, seen } = await serveText(ANSWER);
		await upload(baseUrl, "image/jpeg", new Uint8Array(10 * 1024 * 1024).fill(7));
		expect(seen[0]?.bytes.length).toBeGreaterThan(10 * 1024 * 1024);
	});

	test("an answer with errcode 0 and numbers as text is read too", async () => {
		const { baseUrl } = await serveText('{"errcode":0,"media_id":"M-2","created_at":"1672500000"}');
		expect(await upload(baseUrl)).toEqual({ mediaId: "M-2", createdAt: new Date(1672500000000) });
	});

	test.each(["image/svg+xml", "image/webp", "text/html", "", "constructor"])(
		"the type %j, which WeChat does not take, is refused before anything is sent",
		async (mime) => {
			const { baseUrl, seen } = await serveText(ANSWER);
			expect(await failureOf(upload(baseUrl, mime))).toMatchObject({ code: "bad_request" });
			expect(seen).toEqual([]);
		},
	);

	test.each([40004, 40009, 40137, 41005, 44001, 45001])("WeChat's %d is told", async (errcode) => {
		const { baseUrl } = await serveText(JSON.stringify({ errcode, errmsg: `no ${TOKEN}` }));
		expect(await failureOf(upload(baseUrl))).toMatchObject({
			name: "WechatApiError",
			errcode,
			errmsg: "no ***",
		});
	});

	test("an answer without a media id is no answer", async () => {
		const { baseUrl } = await serveText('{"type":"image","created_at":1672500000}');
		expect(await failureOf(upload(baseUrl))).toMatchObject({ name: "WechatNetworkError", sent: true });
	});

	test("where nobody listens nothing was sent", async () => {
		expect(await failureOf(upload(`http://${await closedAddress()}`))).toMatchObject({
			name: "WechatNetworkError",
			sent: false,
		});
	});
});

describe("downloading", () => {
	const serveBytes = (bytes: Uint8Array, contentType?: string, status = 200) =>
		serveHttp((response) => {
			response.writeHead(status, contentType === undefined ? {} : { "content-type": contentType });
			response.end(bytes);
		});

	test("asks by GET with the token and the media id, and gives the bytes as they are", async () => {
		const { baseUrl, seen } = await serveBytes(BYTES, "image/jpeg");
		const { bytes, contentType } = await download(baseUrl);
		expect(new Uint8Array(bytes)).toEqual(BYTES);
		expect(contentType).toBe("image/jpeg");
		expect(seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
			`GET /cgi-bin/media/get?access_token=${TOKEN}&media_id=M-1_x`,
		]);
	});

	test("a missing content type is null", async () => {
		const { baseUrl } = await serveBytes(BYTES);
		expect((await download(baseUrl)).contentType).toBeNull();
	});

	test.each(["application/json; encoding=utf-8", "text/plain", "image/jpeg", "application/octet-stream"])(
		"a refusal with status 200 labelled %s is an error, never a file",
		async (contentType) => {
			const { baseUrl } = await serveText(
				'\n{"errcode":40007,"errmsg":"invalid media_id rid: 63d87e8c-1a2b3c4d-0e0f1011"}',
				200,
				contentType,
			);
			expect(await failureOf(download(baseUrl))).toMatchObject({
				name: "WechatApiError",
				errcode: 40007,
				rid: "63d87e8c-1a2b3c4d-0e0f1011",
				api: "/cgi-bin/media/get",
			});
		},
	);

	test("a refusal longer than the file may be is still a refusal", async () => {
		const { baseUrl } = await serveText('{"errcode":40007,"errmsg":"invalid media_id"}');
		expect(await failureOf(download(baseUrl, 10))).toMatchObject({ errcode: 40007 });
	});

	test.each([
		["begins with a brace", "{\\rtf1 not JSON"],
		["is JSON without an errcode", '{"video_url":"http://x"}'],
		["speaks of an errcode", '"errcode":40007'],
	])("a file that %s is a file", async (_, text) => {
		const { baseUrl } = await serveText(text, 200, "image/jpeg");
		expect(Buffer.from((await download(baseUrl)).bytes).toString()).toBe(text);
	});

	test("a file of exactly the most bytes is taken, one more is too large", async () => {
		const { baseUrl } = await serveBytes(BYTES, "image/png");
		expect((await download(baseUrl, BYTES.length)).bytes).toHaveLength(BYTES.length);
		expect(await failureOf(download(baseUrl, BYTES.length - 1))).toMatchObject({
			code: "too_large",
			details: { maxBytes: BYTES.length - 1 },
		});
	});

	test("an endless file is hung up on", async () => {
		let sent = 0;
		const closed: Promise<unknown>[] = [];
		const { baseUrl } = await serveHttp((response) => {
			closed.push(once(response, "close"));
			const write = () => {
				do sent += 64 * 1024;
				while (response.write(Buffer.alloc(64 * 1024, 1)));
				response.once("drain", write);
			};
			write();
		});
		expect(await failureOf(download(baseUrl, 100_000))).toMatchObject({ code: "too_large" });
		expect(await Promise.all(closed)).toHaveLength(1);
		expect(sent).toBeLessThan(20 * 1024 * 1024);
	});

	test("a redirect is not followed: the token stays here", async () => {
		const elsewhere = await serveBytes(BYTES, "image/png");
		const { baseUrl } = await serveHttp((response) => {
			response.writeHead(302, { location: `${elsewhere.baseUrl}/x?access_token=${TOKEN}` });
			response.end();
		});
		expect(await failureOf(download(baseUrl))).toMatchObject({ name: "WechatNetworkError" });
		expect(elsewhere.seen).toEqual([]);
	});

	test.each([
		["HTTP 502 with JSON", '{"errcode":40007}', 502],
		["HTTP 404 with a page", "<html></html>", 404],
		["HTTP 206, a part", "part", 206],
		["an empty answer", "", 200],
		["errcode 0 and no file", '{"errcode":0,"errmsg":"ok"}', 200],
		["an errcode that is no number", '{"errcode":"none"}', 200],
	])("%s is no answer", async (_, body, status) => {
		const { baseUrl } = await serveText(body, status, "image/jpeg");
		expect(await failureOf(download(baseUrl))).toMatchObject({ name: "WechatNetworkError", sent: true });
	});

	test("a file that stops in the middle is no answer", async () => {
		const { baseUrl } = await serveHttp((response) => {
			response.writeHead(200, { "content-type": "image/png" }).write(BYTES);
		});
		expect(await failureOf(download(baseUrl, 1000, 200))).toMatchObject({ name: "WechatNetworkError" });
	});
});
