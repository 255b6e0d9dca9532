/** U: what WeChat asks a URL before it uses it. */

// The line above comes first: it readies Next.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { getPrisma } from "@/lib/db";
import { FORMATS, MODES, openConformanceDesk } from "@/tests/support/conformance-desk";
import { count } from "@/tests/support/desk";

const desk = await openConformanceDesk();
const { wechat } = desk;

const verify = (appId: string) => wechat.control(`POST /accounts/${appId}/verify`, {});

test.each(MODES.flatMap((encryption) => FORMATS.map((format) => [encryption, format] as const)))(
	"U1 (%s %s): the console answers the check byte for byte, in time, and WeChat saves the URL",
	async (encryption, format) => {
		const { channel } = await desk.line(`u-${encryption}-${format}`, { encryption, format });
		const { appId, token, encodingAesKey } = channel;
		const check = await verify(appId);
		expect(check).toMatchObject({ ok: true, status: 200 });
		expect(check.body).toMatch(/^\d{19}$/);
		expect(check.ms).toBeLessThan(5000);
		const push = { url: desk.http.urlOf(channel.id), token, encodingAesKey, mode: encryption, format };
		expect(await wechat.control(`PUT /accounts/${appId}/push`, push)).toMatchObject({ saved: true });
	},
);

test("U1: a check with another token gets no echo, and nothing is kept of any check", async () => {
	const { channel } = await desk.line("u-other");
	const { channel: other } = await desk.line("u-stranger");
	await getPrisma().channel.update({ where: { id: channel.id }, data: { openingMode: "bot" } });
	const push = { url: desk.http.urlOf(channel.id), token: other.token, mode: "plain", format: "json" };
	const { saved, check } = await wechat.control(`PUT /accounts/${channel.appId}/push`, push);
	expect([saved, check.ok, check.status, check.body]).toEqual([false, false, 403, ""]);
	expect(await count("raw_pushes")).toBe(0);
});

/** A server that answers the check in its own way. */
async function openServer(answer: (echo: string, end: (body: string) => void) => void): Promise<string> {
	const server: Server = createServer((request, response) => {
		const echo = new URL(request.url ?? "/", "http://door").searchParams.get("echostr") ?? "";
		answer(echo, (body) => response.end(body));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		return new Promise<void>((resolve) => server.close(() => resolve()));
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/push`;
}

test.each([
	["a wrong echo", "mismatch", (_echo: string, end: (body: string) => void) => end("4375120948345356249")],
	["a trailing newline", "mismatch", (echo: string, end: (body: string) => void) => end(`${echo}\n`)],
	["an answer too late (6 s of 5, told in hundredths)", "timeout", () => undefined],
] as const)(
	"U1: %s does not pass, so WeChat would go on with the URL it has",
	async (_given, reason, answer) => {
		const line = await desk.line(
			`u-${reason}-${Math.random().toString(36).slice(2, 8)}`,
			{},
			{ pushTimeoutMs: 50 },
		);
		const { appId, token } = line.channel;
		const push = { url: await openServer(answer), token, mode: "plain", format: "json" };
		const { saved, check } = await wechat.control(`PUT /accounts/${appId}/push`, push);
		expect([saved, check.reason]).toEqual([false, reason]);
		await line.flags({ pushTimeoutMs: null });
		expect(await verify(appId)).toMatchObject({ ok: true });
	},
);
