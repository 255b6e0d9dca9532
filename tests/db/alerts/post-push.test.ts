import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { postPush } from "@/lib/alerts/post-push";
import { subscriptionSchema } from "@/lib/alerts/schema";
import { sendTest } from "@/lib/alerts/send-test";
import { listSubscriptions, subscribe, unsubscribe } from "@/lib/alerts/subscriptions";
import { getVapidKeys } from "@/lib/alerts/vapid";
import type { Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";
import { count, makeAgent } from "@/tests/support/desk";
import { openPushService } from "@/tests/support/push-service";

const service = await openPushService();
let lin: Scope;
beforeAll(async () => {
	lin = await makeAgent("林晓");
});

const tryOut = (who: Scope) => sendTest(who.agent.id, new Date(), service.reach);
const mine = (who: Scope) => count("push_subscriptions", `agent_id = '${who.agent.id}'`);

test("the desk's keys are made once, by whichever process, and stand in no table as they are", async () => {
	const made = await Promise.all(Array.from({ length: 10 }, getVapidKeys));
	expect(new Set(made.map(({ privateKey }) => privateKey)).size).toBe(1);
	const [{ privateKey = "", publicKey = "" } = {}] = made;
	expect(Buffer.from(publicKey, "base64url")).toHaveLength(65);
	const [{ value } = { value: Buffer.alloc(0) }] = await rows<{ value: Buffer }>({
		text: "SELECT value FROM desk_secrets",
	});
	expect(value.includes(privateKey)).toBe(false);
	expect(value.includes(Buffer.from(privateKey, "base64url"))).toBe(false);
});

test("what is sent arrives signed, urgent and readable by that browser alone", async () => {
	const [one, two] = [service.newBrowser(), service.newBrowser()];
	for (const { subscription } of [one, two]) await subscribe(lin.agent.id, subscription);
	expect(await tryOut(lin)).toEqual({ sent: 2, failed: 0 });
	for (const { alerts, headers } of [one, two]) {
		expect(alerts).toEqual([expect.objectContaining({ kind: "test", conversationId: null, url: "/inbox" })]);
		expect(headers[0]).toMatchObject({ urgency: "high", "content-encoding": "aes128gcm" });
	}
	await rows({ text: "DELETE FROM push_subscriptions" });
});

test("keys of a browser are kept sealed", async () => {
	const { subscription } = service.newBrowser();
	await subscribe(lin.agent.id, subscription);
	const [{ keys } = { keys: Buffer.alloc(0) }] = await rows<{ keys: Buffer }>({
		text: "SELECT keys FROM push_subscriptions WHERE endpoint = $1",
		values: [subscription.endpoint],
	});
	expect(keys.includes(subscription.keys.auth)).toBe(false);
});

test.each([404, 410])("a browser that is gone (%i) is forgotten", async (status) => {
	const who = await makeAgent(`gone${status}`);
	const [gone, here] = [service.newBrowser(), service.newBrowser()];
	gone.answer = status;
	for (const { subscription } of [gone, here]) await subscribe(who.agent.id, subscription);
	expect(await tryOut(who)).toEqual({ sent: 1, failed: 1 });
	expect(await mine(who)).toBe(1);
	expect(await tryOut(who)).toEqual({ sent: 1, failed: 0 });
});

test.each([301, 400, 403, 429, 500])(
	"a service that says %i is tried again another time, and given up after a week",
	async (status) => {
		const who = await makeAgent(`failed${status}`);
		const browser = service.newBrowser();
		browser.answer = status;
		await subscribe(who.agent.id, browser.subscription);
		expect(await tryOut(who)).toEqual({ sent: 0, failed: 1 });
		browser.answer = 201;
		expect(await tryOut(who)).toEqual({ sent: 1, failed: 0 });
		expect(await count("push_subscriptions", "failed_at IS NOT NULL")).toBe(0);
		browser.answer = status;
		await tryOut(who);
		await rows({
			text: "UPDATE push_subscriptions SET failed_at = now() - interval '8 days' WHERE agent_id = $1",
			values: [who.agent.id],
		});
		await tryOut(who);
		expect(await mine(who)).toBe(0);
	},
);

test("a service that never answers is left in time", async () => {
	const who = await makeAgent("slow");
	const browser = service.newBrowser();
	browser.answer = 0;
	await subscribe(who.agent.id, browser.subscription);
	const sent = await sendTest(who.agent.id, new Date(), { ...service.reach, timeoutMs: 200 });
	expect(sent).toEqual({ sent: 0, failed: 1 });
});

const post = async (endpoint: string, reach = {}) =>
	postPush(
		{ subscription: { ...service.newBrowser().subscription, endpoint }, payload: "{}" },
		await getVapidKeys(),
		reach,
	);

test("an endpoint that leads into our own network is never called, whatever its name", async () => {
	const browser = service.newBrowser();
	const { endpoint } = browser.subscription;
	const to = (address: string) => async () => [{ address, family: address.includes(":") ? 6 : 4 }];
	// The same call but for the check of the address: it would have arrived.
	const { ca } = service.reach;
	for (const address of [
		"127.0.0.1",
		"10.0.0.8",
		"169.254.169.254",
		"192.168.1.1",
		"::1",
		"::ffff:127.0.0.1",
	]) {
		expect(await post(endpoint, { ca, resolve: to(address) })).toBe("failed");
	}
	const mixed = async () => [...(await to("93.184.216.34")()), ...(await to("127.0.0.1")())];
	expect(await post(endpoint, { ca, resolve: mixed })).toBe("failed");
	expect(browser.alerts).toEqual([]);
});

test("only https, and only who proves to be that host", async () => {
	expect(await post(service.origin.replace("https:", "http:"), service.reach)).toBe("failed");
	expect(await post(`${service.origin}/send/x`, { ...service.reach, ca: undefined })).toBe("failed");
	const other = service.origin.replace("push.example.test", "other.example.test");
	expect(await post(`${other}/send/x`, service.reach)).toBe("failed");
});

test.each([
	["http", "http://push.example.test/x"],
	["a user", "https://a:b@push.example.test/x"],
	["a file", "file:///etc/passwd"],
	["no address", "push.example.test"],
	["one without end", `https://push.example.test/${"x".repeat(3000)}`],
])("a subscription with %s is refused", (_name, endpoint) => {
	const { keys } = service.newBrowser().subscription;
	expect(subscriptionSchema.safeParse({ endpoint, keys }).success).toBe(false);
});

test("keys that are no keys are refused", () => {
	const { endpoint, keys } = service.newBrowser().subscription;
	for (const wrong of [{ p256dh: "AAAA" }, { auth: "AAAA" }, { auth: "" }, { p256dh: `${keys.p256dh}AA` }]) {
		expect(subscriptionSchema.safeParse({ endpoint, keys: { ...keys, ...wrong } }).success).toBe(false);
	}
	expect(subscriptionSchema.safeParse({ endpoint, keys }).success).toBe(true);
});

test.each(["https://127.0.0.1/x", "https://[::1]/x", "https://10.1.2.3:8443/x"])(
	"a subscription at %s is refused at once",
	async (endpoint) => {
		const { keys } = service.newBrowser().subscription;
		await expect(subscribe(lin.agent.id, { endpoint, keys })).rejects.toMatchObject({ code: "bad_request" });
	},
);

test("a browser belongs to whoever used it last, and only they can sign it off", async () => {
	const { subscription } = service.newBrowser();
	const [a, b] = [await makeAgent("甲"), await makeAgent("乙")];
	await subscribe(a.agent.id, subscription);
	await subscribe(b.agent.id, subscription);
	expect([await mine(a), await mine(b)]).toEqual([0, 1]);
	await unsubscribe(a.agent.id, { endpoint: subscription.endpoint });
	expect(await mine(b)).toBe(1);
	await unsubscribe(b.agent.id, { endpoint: subscription.endpoint });
	expect(await mine(b)).toBe(0);
});

test("a person sees their browsers by name, knows this one by its fingerprint, and removes any of their own", async () => {
	const [a, b] = [await makeAgent("名"), await makeAgent("客")];
	const [phone, desk] = [service.newBrowser().subscription, service.newBrowser().subscription];
	await subscribe(a.agent.id, { ...phone, label: "Chrome · Android" });
	await rows({
		text: "UPDATE push_subscriptions SET created_at = created_at - interval '1 minute' WHERE agent_id = $1",
		values: [a.agent.id],
	});
	await subscribe(a.agent.id, { ...desk, label: "Edge · Windows" });
	const listed = await listSubscriptions(a.agent.id);
	expect(listed.map(({ label }) => label)).toEqual(["Edge · Windows", "Chrome · Android"]);
	const hash = createHash("sha256").update(desk.endpoint).digest("base64url");
	expect(listed[0]).toMatchObject({ fingerprint: hash, failedAt: null, createdAt: expect.any(String) });
	expect(JSON.stringify(listed)).not.toContain(desk.endpoint);
	expect(await listSubscriptions(b.agent.id)).toEqual([]);
	const { id } = listed[1]!;
	await unsubscribe(b.agent.id, { id });
	expect(await mine(a)).toBe(2);
	await unsubscribe(a.agent.id, { id });
	expect((await listSubscriptions(a.agent.id)).map(({ label }) => label)).toEqual(["Edge · Windows"]);
});

test("a person has twenty browsers at most; the oldest give way", async () => {
	const who = await makeAgent("many");
	const browsers = Array.from({ length: 22 }, () => service.newBrowser());
	for (const { subscription } of browsers) await subscribe(who.agent.id, subscription);
	expect(await mine(who)).toBe(20);
	expect(await count("push_subscriptions", `endpoint = '${browsers.at(-1)?.subscription.endpoint}'`)).toBe(1);
});
