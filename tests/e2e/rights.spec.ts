/** What a role may do, and what never leaves the server. */

import { randomBytes } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "@/tests/support/e2e";

const CHANNELS = "/api/admin/channels";

/** A Mini Program nobody knows yet. */
function newChannel() {
	const mark = randomBytes(8).toString("hex");
	return {
		kind: "miniprogram",
		name: "新店",
		appId: `wx${mark}`,
		appSecret: `secret-${mark}`,
		originalId: `gh_${mark.slice(0, 12)}`,
		token: `token${mark}`,
		encodingAesKey: `${mark}${"k".repeat(43 - mark.length)}`,
		encryption: "safe",
		format: "xml",
	};
}

test("an agent is told 403 on channels, somebody unknown 401", async ({ openAs, request }) => {
	const page = await openAs("agent");
	expect(await outcome(page.request, "get")).toEqual([403, "forbidden"]);
	expect(await outcome(page.request, "post")).toEqual([403, "forbidden"]);
	expect(await outcome(request, "get")).toEqual([401, "sign_in_required"]);
	expect(await outcome(request, "post")).toEqual([401, "sign_in_required"]);
});

test("an administrator makes a channel, gets its push URL, and WeChat's check of that URL passes", async ({
	desk,
	openAs,
}) => {
	const page = await openAs("admin");
	const channel = newChannel();
	const made = await page.request.post(CHANNELS, { data: channel });
	expect(made.status()).toBe(201);
	const { id, pushUrl } = await made.json();
	expect(pushUrl).toBe(`${desk.app.url}/api/push/${id}`);

	const { appId: appid, appSecret: secret, originalId, token, encodingAesKey, encryption, format } = channel;
	const push = { url: pushUrl, token, encodingAesKey, mode: encryption, format };
	await desk.control("POST /accounts", { appid, secret, originalId, name: channel.name, push });
	expect(await desk.control(`POST /accounts/${appid}/verify`)).toMatchObject({ ok: true });
	const { delivery } = await desk.control(`POST /chat/${appid}/first/text?wait=1`, { content: "人工" });
	expect(delivery.verdict).toBe("ACK");

	expect((await page.request.post(CHANNELS, { data: channel })).status(), "the same appid again").toBe(409);
	const bad = await page.request.post(CHANNELS, { data: { ...newChannel(), encodingAesKey: "short" } });
	expect(bad.status()).toBe(400);
	expect((await bad.json()).error.fields).toHaveProperty("encodingAesKey");
});

test("the secrets of a channel never come back, neither by the API nor in a page nor in the log", async ({
	desk,
	openAs,
}) => {
	const page = await openAs("admin");
	const channel = newChannel();
	const made = await page.request.post(CHANNELS, { data: channel });
	const answers = [await made.text(), await (await page.request.get(CHANNELS)).text()];
	expect(answers[1]).toContain(channel.appId);
	for (const path of ["/inbox", "/simulator", "/api/conversations", "/api/auth/session"]) {
		answers.push(await (await page.request.get(path)).text());
	}
	const [stored] = await desk.sql("SELECT secrets FROM channels WHERE app_id = $1", [channel.appId]);
	answers.push(stored.secrets.toString("latin1"), desk.app.log());
	for (const secret of [channel.appSecret, channel.token, channel.encodingAesKey]) {
		expect(answers.filter((answer) => answer.includes(secret))).toEqual([]);
	}
});

test("a page of another origin cannot change anything with somebody's session", async ({ openAs }) => {
	const page = await openAs("admin");
	for (const origin of ["https://evil.example", "null", `${page.url()}.evil.example`]) {
		const answer = await page.request.post(CHANNELS, { data: newChannel(), headers: { origin } });
		expect(answer.status(), origin).toBe(403);
	}
});

async function outcome(request: APIRequestContext, method: "get" | "post"): Promise<[number, string]> {
	const answer = await request[method](CHANNELS, method === "post" ? { data: newChannel() } : undefined);
	return [answer.status(), (await answer.json()).error.code];
}
