/** Rows S1 to S4 and S9 of the conformance list: our ledger and WeChat's windows, when they agree and when they do not. */

// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/conversations/[conversationId]/messages/route";
import { ageGrants } from "@/lib/conversations/age-grants";
import { deliver } from "@/lib/conversations/deliver";
import { listMessages } from "@/lib/conversations/thread";
import { row, rows } from "@/lib/db";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { grantOf, outbox, registerAccount } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { makeGrantOld, openOutbox } from "@/tests/support/outbox";
import { cookieOf, within } from "@/tests/support/request-scope";

const desk = await openOutbox("sending", {});
const { wechat, channel, agent } = desk;
let pushUrl = "";
let worker: Worker | undefined;

beforeAll(async () => {
	pushUrl = (await openDoor()).urlOf(channel.id);
});
beforeEach(async () => {
	await wechat.control("POST /reset", {});
	await desk.clear();
	await rows({
		text: "TRUNCATE messages, message_keys, reply_grants, conversations, customers, push_receipts CASCADE",
	});
});
afterEach(async () => {
	await worker?.stop();
	worker = undefined;
});

/** WeChat as these switches have it. */
const play = (flags: Record<string, unknown>) => registerAccount(wechat, channel, pushUrl, flags);

const does = (what: "text" | "enter", user = "her") =>
	wechat.control(
		`POST /chat/${channel.appId}/${user}/${what}?wait=1`,
		what === "text" ? { content: "在吗" } : {},
	);

/** The conversation of a customer who has just done this. */
async function after(what: "text" | "enter"): Promise<string> {
	const openid = await desk.openidOf("her");
	await does(what);
	const { id } = await row<{ id: string }>({
		text: "SELECT c.id FROM conversations c JOIN customers u ON u.id = c.customer_id WHERE u.external_id = $1",
		values: [openid],
	});
	return id;
}

const say = async (id: string, ...texts: string[]) => {
	for (const text of texts) await desk.say(id, text);
	await deliver(id);
};

/** Another system of the same customer sends, and our ledger cannot know. */
async function anotherSystemSends(times: number): Promise<void> {
	const body = JSON.stringify({
		touser: await desk.openidOf("her"),
		msgtype: "text",
		text: { content: "from elsewhere" },
	});
	const token = await (
		await fetch(`${wechat.simulator.url}/cgi-bin/stable_token`, {
			method: "POST",
			body: JSON.stringify({
				grant_type: "client_credential",
				appid: channel.appId,
				secret: channel.appSecret,
			}),
		})
	).json();
	const url = `${wechat.simulator.url}/cgi-bin/message/custom/send?access_token=${token.access_token}`;
	for (let n = 0; n < times; n++)
		expect(await (await fetch(url, { method: "POST", body })).json()).toMatchObject({ errcode: 0 });
}

const calls = () => wechat.calls("custom/send");

for (const grantModel of ["separate", "max"]) {
	test(`S1 (grants ${grantModel}): five replies leave, the sixth is not even tried, and the customer's next text allows five again`, async () => {
		await play({ grantModel });
		const id = await after("text");
		await say(id, "1", "2", "3", "4", "5");
		await expect(desk.say(id, "6")).rejects.toMatchObject({ code: "quota_used_up" });
		expect(await calls()).toBe(5);
		await does("text");
		await say(id, "6", "7", "8", "9", "10");
		expect(await outbox(id)).toEqual(Array(10).fill("accepted"));
	});

	test(`S2 (grants ${grantModel}): after 48 hours nothing is tried; should our clock be behind, WeChat's 45015 closes the window`, async () => {
		await play({ grantModel });
		const id = await after("text");
		await wechat.control("POST /clock", { advanceSeconds: 48 * 3600 + 1 });
		await makeGrantOld(id);
		await say(id, "late");
		expect(await desk.failureOf(id)).toMatchObject({ errcode: 45015, retryable: false });
		expect(await grantOf(id)).toMatchObject({ open: false, spent: 0, reserved: 0 });
		await expect(desk.say(id, "later")).rejects.toMatchObject({ code: "window_closed" });
		await does("text");
		await say(id, "again");
		expect(await outbox(id)).toEqual(["failed", "accepted"]);
	});

	test(`S3 (grants ${grantModel}): entering allows two replies for a minute and nothing after it`, async () => {
		await play({ grantModel });
		const id = await after("enter");
		await say(id, "1", "2");
		await expect(desk.say(id, "3")).rejects.toMatchObject({ code: "quota_used_up" });
		await wechat.control("POST /clock", { advanceSeconds: 61 });
		await ageGrants(61);
		await expect(desk.say(id, "4")).rejects.toMatchObject({ code: "window_closed" });
		expect(await outbox(id)).toEqual(["accepted", "accepted"]);
		await does("enter");
		await say(id, "5");
		expect(await outbox(id)).toEqual(["accepted", "accepted", "accepted"]);
	});
}

test("S1: where another system shares the quota, WeChat's 45047 corrects the count", async () => {
	await play({});
	const id = await after("text");
	await anotherSystemSends(3);
	await makeGrantOld(id);
	await say(id, "1", "2", "3");
	expect(await outbox(id)).toEqual(["accepted", "accepted", "failed"]);
	expect(await desk.failureOf(id)).toMatchObject({ errcode: 45047 });
	await expect(desk.say(id, "4")).rejects.toMatchObject({ code: "quota_used_up" });
});

test.each([
	["legacy2017", 1, ["accepted", "failed"], 45047],
	["legacy2019", 0, ["failed"], 45015],
])(
	"S3: where entering allows fewer (%s), WeChat's word counts once the grant is not fresh",
	async (_name, enterMessages, outcomes, errcode) => {
		await play({ enterMessages });
		const id = await after("enter");
		await rows({ text: "UPDATE reply_grants SET granted_at = granted_at - interval '15 seconds'" });
		for (const text of outcomes) await say(id, text);
		expect(await outbox(id)).toEqual(outcomes);
		expect(await desk.failureOf(id)).toMatchObject({ errcode });
		await expect(desk.say(id, "more")).rejects.toThrow();
	},
);

test.each([0, 800])(
	"S4 (grantLagMs %i): a reply at once after the customer's text arrives by itself, and no screen sees an error",
	async (grantLagMs) => {
		await play({ grantLagMs });
		worker = await startWorker();
		const id = await after("text");
		const seen = new Set<unknown>();
		await desk.say(id, "1");
		await desk.say(id, "2");
		await expect
			.poll(
				async () => {
					const { items } = await listMessages(agent, id, { limit: 10 });
					for (const { failure, status } of items) if (failure || status === "failed") seen.add(failure);
					return outbox(id);
				},
				{ interval: 20 },
			)
			.toEqual(["accepted", "accepted"]);
		expect([...seen]).toEqual([]);
		expect(await wechat.received(channel.appId, "her")).toEqual(["1", "2"]);
		expect(await grantOf(id)).toMatchObject({ spent: 2, reserved: 0 });
		expect(await calls()).toBeLessThanOrEqual(grantLagMs === 0 ? 2 : 4);
	},
);

test.each([45015, 45047])(
	"S4: %i twice right after the customer's text is forgotten, three times it is believed",
	async (errcode) => {
		await play({});
		worker = await startWorker();
		const id = await after("text");
		await desk.fault("errcode", { errcode, count: 2 });
		await desk.say(id, "1");
		await expect.poll(() => outbox(id)).toEqual(["accepted"]);
		expect(await grantOf(id)).toMatchObject({ open: true, spent: 1 });
		await desk.fault("errcode", { errcode, count: 3 });
		await does("text");
		await desk.say(id, "2");
		await expect.poll(() => outbox(id)).toEqual(["accepted", "failed"]);
		expect(await desk.failureOf(id)).toMatchObject({ errcode });
		await expect(desk.say(id, "3")).rejects.toThrow();
	},
);

test("S9: 2049 bytes are refused with the count before anything is queued, 2048 leave whole, not cut inside a character", async () => {
	await play({});
	const id = await after("text");
	const fits = `${"客".repeat(681)}😀x`;
	expect(Buffer.byteLength(fits)).toBe(2048);
	const post = async (text: string) => {
		const request = new Request("http://127.0.0.1:3000/", {
			method: "POST",
			headers: { cookie: await cookieOf(agent.agent.id) },
			body: JSON.stringify({ clientKey: crypto.randomUUID(), type: "text", text }),
		});
		return within(POST, request, { params: Promise.resolve({ conversationId: id }) });
	};
	const refused = await post(`${fits}x`);
	expect(refused.status).toBe(400);
	expect(await refused.text()).toContain("2049 of at most 2048 bytes");
	expect(await outbox(id)).toEqual([]);
	expect((await post(fits)).status).toBe(201);
	await deliver(id);
	expect(await wechat.received(channel.appId, "her")).toEqual([fits]);
});
