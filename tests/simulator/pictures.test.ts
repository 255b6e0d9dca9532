import { get } from "node:http";
import { expect, test } from "vitest";
import { open } from "./door-reading";
import { APPID, type Bench, type Json, withBench } from "./support";

const IMAGE = `POST /_sim/chat/${APPID}/lin/image?wait=1`;

/** The user sends a picture; what the push says of it. */
async function pictured(bench: Bench, body: object = {}): Promise<Record<string, string>> {
	await bench.control(IMAGE, body);
	return open(bench.door.pushes.at(-1)!);
}
const byId = async (bench: Bench, id: string): Promise<Response> =>
	fetch(`${bench.simulator.url}/cgi-bin/media/get?media_id=${id}&access_token=${await bench.token()}`);
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test.each([
	["bomb", (bytes: Buffer) => bytes.readUInt32BE(16) === 50_000 && bytes.readUInt32BE(20) === 50_000],
	["truncated", (bytes: Buffer) => bytes.length === 200],
	["large", (bytes: Buffer) => bytes.length > 10 * 1024 * 1024],
	["html", (bytes: Buffer) => bytes.includes("<script>") && bytes.toString().startsWith("<!doctype html>")],
	["svg", (bytes: Buffer) => bytes.toString().startsWith("<svg")],
	["polyglot", (bytes: Buffer) => bytes.toString().startsWith("GIF89a<html>")],
	["empty", (bytes: Buffer) => bytes.length === 0],
] as const)("sample %s comes in the place of a picture, by id and by link, as image/jpeg", (sample, is) =>
	withBench({}, async (bench) => {
		const { PicUrl, MediaId } = await pictured(bench, { sample });
		for (const response of [await byId(bench, MediaId!), await fetch(PicUrl!)]) {
			expect(response.headers.get("content-type")).toBe("image/jpeg");
			expect(is(await bytesOf(response))).toBe(true);
		}
	})(),
);

test(
	"a file comes as base64, or as a form as curl sends it; what is no picture is refused",
	withBench({}, async (bench) => {
		const gif = Buffer.from("GIF89a and more");
		const first = await pictured(bench, { base64: gif.toString("base64") });
		const form = new FormData();
		form.append("file", new File([gif], "a.gif"));
		const url = `${bench.simulator.url}/_sim/chat/${APPID}/lin/image?wait=1`;
		expect((await fetch(url, { method: "POST", body: form })).status).toBe(200);
		const second = open(bench.door.pushes.at(-1)!);
		for (const { MediaId } of [first, second])
			expect(await bytesOf(await byId(bench, MediaId!))).toEqual(gif);
		const wrong = new FormData();
		wrong.append("other", "text");
		expect((await fetch(url, { method: "POST", body: wrong })).status).toBe(400);
		expect((await bench.request(IMAGE, { base64: Buffer.from("text").toString("base64") })).status).toBe(400);
	}),
);

test.each([
	["application/json", {}],
	["text/plain", { mediaErrorContentType: "text/plain" }],
])(
	"M2: a picture whose id is gone is an error as %s with status 200, and its link still works",
	(type, flags) =>
		withBench({ flags }, async (bench) => {
			const { PicUrl, MediaId } = await pictured(bench, { mediaGone: true });
			const gone = await byId(bench, MediaId!);
			expect(gone.status).toBe(200);
			expect(gone.headers.get("content-type")).toBe(type);
			expect(((await gone.json()) as Json).errcode).toBe(40007);
			expect((await fetch(PicUrl!)).headers.get("content-type")).toBe("image/png");
		})(),
);

test.each([
	["", /^http:\/\/127\.0\.0\.1:\d+\/cdn\/pic\//],
	["http://169.254.169.254/latest/meta-data/", /^http:\/\/169\.254\.169\.254\/latest\/meta-data\/$/],
	["http://127.0.0.1:5432/", /^http:\/\/127\.0\.0\.1:5432\/$/],
])("M3: with picUrlOverride %j the link leads there", (picUrlOverride, expected) =>
	withBench({ flags: { picUrlOverride } }, async (bench) => {
		expect((await pictured(bench)).PicUrl).toMatch(expected);
	})(),
);

test.each([
	[false, 0],
	[true, 1],
])(
	"with cdnRefererBlock %s a page that shows the picture itself gets the placeholder",
	(cdnRefererBlock, n) =>
		withBench({ flags: { cdnRefererBlock } }, async (bench) => {
			const gif = Buffer.from("GIF89a my own");
			const { PicUrl } = await pictured(bench, { base64: gif.toString("base64") });
			const linked = await fetch(PicUrl!, { headers: { Referer: "http://console.example/inbox" } });
			expect(linked.status).toBe(200);
			expect((await bytesOf(linked)).equals(gif)).toBe(n === 0);
			expect((await bytesOf(await fetch(PicUrl!))).equals(gif)).toBe(true);
		})(),
);

test.each([[60], [259_200]])("with picUrlTtl %i the link lives so many seconds", (picUrlTtl) =>
	withBench({ flags: { picUrlTtl } }, async (bench) => {
		const { PicUrl } = await pictured(bench);
		await bench.control("POST /_sim/clock", { advanceSeconds: picUrlTtl - 5 });
		expect((await fetch(PicUrl!)).status).toBe(200);
		await bench.control("POST /_sim/clock", { advanceSeconds: 5 });
		expect((await fetch(PicUrl!)).status).toBe(404);
	})(),
);

test(
	"the CDN may redirect to a private address, send without end or stall",
	withBench({}, async (bench) => {
		const { PicUrl } = await pictured(bench);
		const behave = (cdnBehaviour: string, rest: object = {}) =>
			bench.control(`POST /_sim/accounts/${APPID}/flags`, { cdnBehaviour, ...rest });
		await behave("redirect", { cdnRedirectTo: "http://127.0.0.1:1/secret" });
		const redirect = await fetch(PicUrl!, { redirect: "manual" });
		expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "http://127.0.0.1:1/secret"]);
		await behave("endless");
		expect(await receivedUntil(PicUrl!, 4_000_000)).toBeGreaterThanOrEqual(4_000_000);
		await behave("stall");
		expect(await receivedUntil(PicUrl!, 1)).toBe(64);
		await behave("normal");
		expect((await bytesOf(await fetch(PicUrl!))).length).toBeGreaterThan(64);
	}),
);

/** Reads until so many bytes have come, and hangs up. */
function receivedUntil(url: string, bytes: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const request = get(url, (response) => {
			let received = 0;
			response.on("data", (chunk: Buffer) => {
				received += chunk.length;
				if (received < bytes) return;
				request.destroy();
				resolve(received);
			});
		}).on("error", reject);
	});
}

test(
	"an upload needs a part named media with a file name",
	withBench({}, async (bench) => {
		const gif = new Uint8Array(Buffer.from("GIF89a"));
		const errcode = async (name: string, value: Blob | string, fileName?: string) => {
			const form = new FormData();
			if (typeof value === "string") form.append(name, value);
			else form.append(name, value, fileName);
			const url = `${bench.simulator.url}/cgi-bin/media/upload?type=image&access_token=${await bench.token()}`;
			return ((await (await fetch(url, { method: "POST", body: form })).json()) as Json).errcode ?? 0;
		};
		expect(await errcode("media", new Blob([gif]), "a.gif")).toBe(0);
		expect(await errcode("media", "GIF89a")).toBe(41005);
		expect(await errcode("file", new Blob([gif]), "a.gif")).toBe(41005);
		expect(await errcode("media", new Blob([gif]), "")).toBe(41005);
	}),
);

test.each([
	[true, 0],
	[false, 40137],
])("with bmpUpload %s a BMP is answered with %i", (bmpUpload, code) =>
	withBench({ flags: { bmpUpload } }, async (bench) => {
		const form = new FormData();
		form.append("media", new File([Buffer.from("BM12345")], "a.bmp"));
		const url = `${bench.simulator.url}/cgi-bin/media/upload?type=image&access_token=${await bench.token()}`;
		const answer = (await (await fetch(url, { method: "POST", body: form })).json()) as Json;
		expect(answer.errcode ?? 0).toBe(code);
	})(),
);
