import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPublicAddress } from "@/lib/address";
import { type SafeFetchOptions, safeFetch } from "@/lib/media/safe-fetch";

const options: SafeFetchOptions = { timeoutMs: 3000, maxBytes: 1000, simulatedHost: null };
const seen: { url: string | undefined; headers: Record<string, unknown> }[] = [];
let answer: RequestListener;
const server = createServer((request, response) => {
	seen.push({ url: request.url, headers: request.headers });
	answer(request, response);
});
let port: number;

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	port = (server.address() as AddressInfo).port;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

/** Names that mean whatever a test says. */
const resolvesTo =
	(...addresses: string[]) =>
	async () =>
		addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
const at = (path: string, more: Partial<SafeFetchOptions> = {}) =>
	safeFetch(`http://127.0.0.1:${port}${path}`, {
		...options,
		simulatedHost: `127.0.0.1:${port}`,
		...more,
	});

describe("only addresses on the public internet are called", () => {
	test.each([
		"0.0.0.0",
		"10.1.2.3",
		"100.64.0.1",
		"127.0.0.1",
		"169.254.169.254",
		"172.16.0.1",
		"172.31.255.255",
		"192.0.0.1",
		"192.0.2.1",
		"192.168.1.1",
		"198.18.0.1",
		"203.0.113.9",
		"224.0.0.1",
		"240.0.0.1",
		"255.255.255.255",
		"::",
		"::1",
		"::ffff:127.0.0.1",
		"::ffff:8.8.8.8",
		"64:ff9b::7f00:1",
		"2001:db8::1",
		"2002:7f00:1::",
		"fc00::1",
		"fd12:3456::1",
		"fe80::1",
		"ff02::1",
		"not an address",
		"",
	])("%s is none", async (address) => {
		expect(isPublicAddress(address)).toBe(false);
		const picture = "http://mmbiz.qpic.cn/a.png";
		const outcome = { outcome: "failed", failure: "forbidden_address" };
		expect(await safeFetch(picture, { ...options, resolve: resolvesTo(address) })).toEqual(outcome);
		// One bad among good ones is enough.
		expect(await safeFetch(picture, { ...options, resolve: resolvesTo("8.8.8.8", address) })).toEqual(
			outcome,
		);
	});

	test.each(["8.8.8.8", "101.226.103.1", "2400:3200::1"])("%s is one", (address) => {
		expect(isPublicAddress(address)).toBe(true);
	});
});

test.each([
	"http://127.0.0.1:5432/",
	"http://169.254.169.254/latest/meta-data/",
	"http://[::1]/",
	"http://localhost/cdn/pic",
	"http://2130706433/",
	"http://0x7f.1/",
	"https://example.com/a.png",
	"https://qpic.cn/a.png",
	"https://mmbiz.qpic.cn.evil.example/a.png",
	"https://evilqpic.cn/a.png",
	"https://mmbiz.qpic.cn./a.png",
	"https://mmbiz.qpic.cn:8443/a.png",
	"http://mmbiz.qpic.cn:22/",
	"https://user:password@mmbiz.qpic.cn/a.png",
	"https://mmbiz.qpic.cn@127.0.0.1/a.png",
	"ftp://mmbiz.qpic.cn/a.png",
	"file:///etc/passwd",
	"data:image/png;base64,AAAA",
	"//mmbiz.qpic.cn/a.png",
	"",
])("%s is not asked for at all", async (link) => {
	const resolve = async () => {
		throw new Error("resolved");
	};
	expect(await safeFetch(link, { ...options, resolve })).toEqual({
		outcome: "failed",
		failure: "forbidden_address",
	});
});

test.each([
	"http://mmbiz.qpic.cn/mmbiz_jpg/x/0",
	"https://wx.qlogo.cn/mmopen/x/132",
	"https://a.b.qpic.cn/x",
])("%s is of WeChat and asked for", async (link) => {
	const asked: string[] = [];
	const resolve = async (host: string) => {
		asked.push(host);
		throw new Error("no such host");
	};
	expect(await safeFetch(link, { ...options, resolve })).toMatchObject({ failure: "unreachable" });
	expect(asked).toEqual([new URL(link).hostname]);
});

test("of a simulated WeChat only the pictures of its own host and port are fetched", async () => {
	answer = (_, response) => response.end("bytes");
	expect(await at("/cdn/pic/1/0")).toEqual({ outcome: "fetched", bytes: Buffer.from("bytes") });
	const refused = { outcome: "failed", failure: "forbidden_address" };
	seen.length = 0;
	expect(await at("/_sim/reset")).toEqual(refused);
	expect(await at("/cdn/../_sim/reset")).toEqual(refused);
	expect(await at("/cdn/%2e%2e/_sim/reset")).toEqual(refused);
	expect(await at("/cdn/pic/1/0", { simulatedHost: `127.0.0.1:${port + 1}` })).toEqual(refused);
	expect(await at("/cdn/pic/1/0", { simulatedHost: null })).toEqual(refused);
	expect(seen).toEqual([]);
});

test("the connection goes to the address that was checked, and the name is asked for once", async () => {
	answer = (_, response) => response.end("pinned");
	let asked = 0;
	const resolve = async () => {
		asked += 1;
		// A second answer would lead elsewhere.
		return [{ address: asked === 1 ? "127.0.0.1" : "192.0.2.1", family: 4 }];
	};
	const host = `pictures.invalid:${port}`;
	const fetched = await safeFetch(`http://${host}/cdn/x`, { ...options, simulatedHost: host, resolve });
	expect(fetched).toMatchObject({ outcome: "fetched" });
	expect(asked).toBe(1);
	expect(seen.at(-1)?.headers.host).toBe(host);
});

test("nothing is told about us: no Referer, no cookie, no user agent", async () => {
	answer = (_, response) => response.end("x");
	await at("/cdn/x");
	expect(Object.keys(seen.at(-1)?.headers ?? {}).sort()).toEqual([
		"accept",
		"accept-encoding",
		"connection",
		"host",
	]);
});

test.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed", async (status) => {
	answer = (_, response) =>
		response.writeHead(status, { location: `http://127.0.0.1:${port}/cdn/inner` }).end();
	seen.length = 0;
	expect(await at("/cdn/outer")).toEqual({ outcome: "failed", failure: "unreachable" });
	expect(seen.map(({ url }) => url)).toEqual(["/cdn/outer"]);
});

test("what is gone is called so, other refusals are not", async () => {
	answer = (_, response) => response.writeHead(404).end();
	expect(await at("/cdn/x")).toMatchObject({ failure: "expired" });
	answer = (_, response) => response.writeHead(500).end();
	expect(await at("/cdn/x")).toMatchObject({ failure: "unreachable" });
	answer = (request) => request.socket.destroy();
	expect(await at("/cdn/x")).toMatchObject({ failure: "unreachable" });
});

test("too much is refused, whether its length is told, hidden or a lie", async () => {
	const large = Buffer.alloc(5000);
	answer = (_, response) => response.end(large);
	expect(await at("/cdn/x")).toMatchObject({ failure: "too_large" });
	answer = (_, response) => {
		response.write(large.subarray(0, 600));
		// It never ends: only the count stops it.
		setImmediate(() => response.write(large));
	};
	expect(await at("/cdn/x")).toMatchObject({ failure: "too_large" });
	answer = (_, response) => response.end(Buffer.alloc(1000));
	expect(await at("/cdn/x")).toMatchObject({ outcome: "fetched" });
});

test("an answer that breaks off is none", async () => {
	answer = (request, response) => {
		response.writeHead(200, { "content-length": 500 }).write("half");
		setImmediate(() => request.socket.destroy());
	};
	expect(await at("/cdn/x")).toEqual({ outcome: "failed", failure: "unreachable" });
});

test("who does not answer in time is left: a host, a name, a body that drips", async () => {
	answer = () => undefined;
	expect(await at("/cdn/x", { timeoutMs: 100 })).toMatchObject({ failure: "unreachable" });
	answer = (_, response) => response.writeHead(200).write("x");
	expect(await at("/cdn/x", { timeoutMs: 100 })).toMatchObject({ failure: "unreachable" });
	const resolve = () => new Promise<never>(() => undefined);
	expect(await at("/cdn/x", { timeoutMs: 100, resolve })).toMatchObject({ failure: "unreachable" });
});
