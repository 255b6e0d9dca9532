import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test, vi } from "vitest";

/** The module as a process with this setting loads it. */
async function load(setting: { TRUST_PROXY?: string; VERCEL?: string }) {
	vi.resetModules();
	vi.stubEnv("TRUST_PROXY", setting.TRUST_PROXY ?? "");
	vi.stubEnv("VERCEL", setting.VERCEL);
	return import("@/lib/peer");
}

let heard: Headers = new Headers();
const server = createServer((request, response) => {
	heard = new Headers();
	for (const [name, value] of Object.entries(request.headers)) heard.set(name, String(value));
	response.end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
afterAll(() => {
	vi.unstubAllEnvs();
	server.close();
});

const SPOOFED = { "x-forwarded-for": "6.6.6.6, 7.7.7.7", "x-kefu-peer": "8.8.8.8" };

beforeEach(() => {
	heard = new Headers();
});

test("without a proxy of ours the connection says who calls, whatever the caller writes", async () => {
	const { addressOf, notePeers } = await load({});
	notePeers();
	await fetch(url, { headers: SPOOFED });
	expect(addressOf(heard)).toBe("127.0.0.1");
});

test.each([{ TRUST_PROXY: "on" }, { VERCEL: "1" }])(
	"behind a proxy of ours it is the hop that the proxy itself saw: %j",
	async (setting) => {
		const { addressOf } = await load(setting);
		await fetch(url, { headers: SPOOFED });
		expect(addressOf(heard)).toBe("7.7.7.7");
	},
);

test("where the connection is not told it is what Next wrote, and nothing where nothing is", async () => {
	const { addressOf } = await load({});
	expect(addressOf(new Headers({ "x-forwarded-for": "::1" }))).toBe("::1");
	expect(addressOf(new Headers())).toBeNull();
});
