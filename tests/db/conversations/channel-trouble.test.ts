/** What would refuse every reply of a channel: they wait, everybody knows why, and they leave by themselves when it is mended. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { listAlarms, raiseAlarm } from "@/lib/channels/alarms";
import { checkNow, probeIdleChannels } from "@/lib/conversations/channel-line";
import { deliver } from "@/lib/conversations/deliver";
import { listDueConversations } from "@/lib/conversations/due";
import { listMessages } from "@/lib/conversations/thread";
import { getPool, row, rows } from "@/lib/db";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { count, grantOf, outbox } from "@/tests/support/desk";
import { openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("trouble");
const { wechat, channel, agent, conversationWith } = desk;
let worker: Worker | undefined;

/** The account at WeChat, as its administrator sets it. */
const account = (more: Record<string, unknown> = {}) => {
	const { appId: appid, appSecret: secret, originalId } = channel;
	const push = { url: "http://127.0.0.1:9/", token: channel.token };
	const flags = { grantModel: "unlimited" };
	return wechat.control("POST /accounts", { appid, secret, originalId, push, flags, ...more });
};

beforeEach(async () => {
	await rows({ text: "TRUNCATE messages, message_keys, reply_grants, conversations, customers CASCADE" });
	await account({ quotas: {} });
	await wechat.control("POST /reset", {});
	await desk.clear();
});
afterEach(async () => {
	await worker?.stop();
	worker = undefined;
});

/** Milliseconds until one reply tries again; null when the channel is not paused. */
const pausedMs = async (): Promise<number | null> =>
	(
		await row<{ ms: number | null }>({
			text: "SELECT (extract(epoch FROM paused_until - now()) * 1000)::float8 AS ms FROM channels WHERE id = $1",
			values: [channel.id],
		})
	).ms;

const endPause = () =>
	rows({
		text: "UPDATE channels SET paused_until = now() - interval '1 second' WHERE paused_until IS NOT NULL",
	});

const ILLS = [
	["a wrong AppSecret", { secret: "another" }, "credential", 40125],
	[
		"a wrong AppSecret in an account that calls it 40001",
		{ secret: "another", flags: { grantModel: "unlimited", wrongSecretCode: 40001 } },
		"credential",
		40001,
	],
	["a frozen AppSecret", { secretFrozen: true }, "credential", 40243],
	["a server that is not allow-listed", { ipWhitelist: ["10.0.0.1"] }, "ip_not_listed", 40164],
	["no customer service permission", { kfPermission: false }, "permission", 48001],
] as const;

test.each(ILLS)(
	"%s: replies of the whole channel wait, the alarm says so, and all leave once it is mended",
	async (_name, wrong, kind, errcode) => {
		await account(wrong);
		const one = await conversationWith("one", ["1", "2"]);
		const two = await conversationWith("two", ["a"]);
		await deliver(one);
		const calls = (await wechat.calls("stable_token")) + (await wechat.calls("custom/send"));
		await deliver(two);
		await deliver(one);
		expect((await wechat.calls("stable_token")) + (await wechat.calls("custom/send"))).toBe(calls);
		expect(await listDueConversations()).toEqual([]);
		expect([...(await outbox(one)), ...(await outbox(two))]).toEqual(["queued", "queued", "queued"]);
		expect(await grantOf(one)).toMatchObject({ spent: 0, reserved: 2, open: true });
		expect(await count("messages", "attempts > 0")).toBe(0);
		expect(await listAlarms(null)).toMatchObject([
			{ channelId: channel.id, kind, errcode, pausesSending: true },
		]);

		await account();
		await endPause();
		await deliver(two);
		expect(await outbox(two)).toEqual(["accepted"]);
		expect(await listAlarms(null)).toEqual([]);
		expect(await pausedMs()).toBeNull();
		await deliver(one);
		expect(await wechat.received(channel.appId, "one")).toEqual(["1", "2"]);
	},
);

test("S11: the agent sees on the reply why it waits, and the IP to allow stands in the alarm", async () => {
	await account({ ipWhitelist: ["10.0.0.1"] });
	const id = await conversationWith("ip", ["1", "2"]);
	await deliver(id);
	const { items } = await listMessages(agent, id, { limit: 10 });
	expect(items.at(-2)).toMatchObject({
		status: "queued",
		failure: { errcode: 40164, explanation: { zh: expect.stringMatching(/^等待发送 · .*127\.0\.0\.1/) } },
	});
	expect(items.at(-1)).toMatchObject({ status: "queued", failure: null });
	const [alarm] = await listAlarms(null);
	expect(alarm?.nextStep.zh).toContain("127.0.0.1");
	expect(alarm?.nextStep.en).toContain("127.0.0.1");
});

test("nobody has to press anything: mended at WeChat, the worker finds out and empties every line", async () => {
	await account({ secretFrozen: true });
	worker = await startWorker();
	const ids = await Promise.all(["w1", "w2", "w3"].map((user) => conversationWith(user, ["1", "2"])));
	await expect.poll(() => listAlarms(null)).toHaveLength(1);
	await account();
	await expect
		.poll(async () => (await Promise.all(ids.map(outbox))).flat())
		.toEqual(Array(6).fill("accepted"));
	expect(await listAlarms(null)).toEqual([]);
	for (const user of ["w1", "w2", "w3"])
		expect(await wechat.received(channel.appId, user)).toEqual(["1", "2"]);
});

test("the longer the trouble lasts, the less often it is looked for", async () => {
	await account({ secret: "another" });
	const id = await conversationWith("long", ["1"]);
	await deliver(id);
	expect(await pausedMs()).toBeGreaterThan(0);
	expect(await pausedMs()).toBeLessThanOrEqual(5000);
	await rows({ text: "UPDATE channel_alarms SET raised_at = now() - interval '100 seconds'" });
	await endPause();
	await deliver(id);
	expect(await pausedMs()).toBeGreaterThan(90_000);
	expect(await count("channel_alarms", "count = 2")).toBe(1);
	expect(await count("audit_entries", "action = 'channel.alarm'")).toBeGreaterThan(0);
});

test("when the pause is over one reply finds out, however many could", async () => {
	await account({ secret: "another" });
	const ids = await Promise.all(["p1", "p2", "p3", "p4"].map((user) => conversationWith(user, ["1"])));
	await deliver(ids[0] ?? "");
	await wechat.control("DELETE /log");
	await endPause();
	await Promise.all(ids.map(deliver));
	expect(await wechat.calls("stable_token")).toBe(1);
	expect((await Promise.all(ids.map(outbox))).flat()).toEqual(Array(4).fill("queued"));
});

test("a reply that was to find out and met a lost connection leaves it to the next at once", async () => {
	await account({ secret: "another" });
	const [one, two] = [await conversationWith("n1", ["1"]), await conversationWith("n2", ["1"])];
	await deliver(one);
	await account();
	await endPause();
	await desk.fault("resetAfter", { count: 1 });
	await deliver(one);
	expect(await outbox(one)).toEqual(["unknown"]);
	expect(await pausedMs()).toBeLessThanOrEqual(0);
	await deliver(two);
	expect(await outbox(two)).toEqual(["accepted"]);
	expect(await pausedMs()).toBeNull();
});

test("a reply refused for a reason of its own shows that the channel is well", async () => {
	await account({ secret: "another" });
	const one = await conversationWith("own", ["1"]);
	await deliver(one);
	await account();
	await endPause();
	await desk.fault("errcode", { errcode: 45002, count: 1 });
	await deliver(one);
	expect(await outbox(one)).toEqual(["failed"]);
	expect(await listAlarms(null)).toEqual([]);
	expect(await pausedMs()).toBeNull();
});

test("one trouble after the other: only the one of now is shown", async () => {
	await account({ secret: "another" });
	const id = await conversationWith("chain", ["1"]);
	await deliver(id);
	await account({ kfPermission: false });
	await endPause();
	await deliver(id);
	expect(await listAlarms(null)).toMatchObject([{ kind: "permission", errcode: 48001 }]);
});

test("S11: 45009: the line stops until midnight with an alarm, and a cleared quota is found on request", async () => {
	const path = "/cgi-bin/message/custom/send";
	await account({ quotas: { [path]: { daily: 2 } } });
	const id = await conversationWith("daily", ["1", "2", "3", "4"]);
	await deliver(id);
	expect(await outbox(id)).toEqual(["accepted", "accepted", "queued", "queued"]);
	expect(await listAlarms(null)).toMatchObject([
		{ kind: "daily_quota", errcode: 45009, pausesSending: true },
	]);
	expect(await pausedMs()).toBeGreaterThan(5000);
	expect(await pausedMs()).toBeLessThanOrEqual(3_600_000);
	await deliver(id);
	expect(await wechat.calls("custom/send")).toBe(3);

	await account({ quotas: {} });
	await checkNow(channel.id, agent.agent.id);
	expect(await listDueConversations()).toEqual([id]);
	await deliver(id);
	expect(await wechat.received(channel.appId, "daily")).toEqual(["1", "2", "3", "4"]);
	expect(await listAlarms(null)).toEqual([]);
	expect(await count("audit_entries", "action = 'channel.check'")).toBe(1);
});

test("45011: the line waits for the next minute, and nobody is alarmed", async () => {
	await account({ quotas: { "/cgi-bin/message/custom/send": { perMinute: 1 } } });
	const id = await conversationWith("minute", ["1", "2"]);
	await deliver(id);
	expect(await outbox(id)).toEqual(["accepted", "queued"]);
	expect(await listAlarms(null)).toEqual([]);
	expect(await pausedMs()).toBeGreaterThan(0);
	expect(await pausedMs()).toBeLessThanOrEqual(61_000);
	await wechat.control("POST /clock", { advanceSeconds: 61 });
	await endPause();
	await deliver(id);
	expect(await wechat.received(channel.appId, "minute")).toEqual(["1", "2"]);
	expect(await pausedMs()).toBeNull();
});

test("a token that WeChat calls dead again and again is an alarm, not a loop and not a lost reply", async () => {
	await desk.fault("errcode", { errcode: 40001 });
	const id = await conversationWith("deadtoken", ["hi"]);
	await deliver(id);
	expect(await outbox(id)).toEqual(["queued"]);
	expect(await wechat.calls("custom/send")).toBe(2);
	expect(await wechat.calls("stable_token")).toBe(3);
	expect(await listAlarms(null)).toMatchObject([{ kind: "token", errcode: 40001, pausesSending: true }]);
	await wechat.control("DELETE /faults");
	await endPause();
	await deliver(id);
	expect(await outbox(id)).toEqual(["accepted"]);
	expect(await listAlarms(null)).toEqual([]);
});

test("an alarm that something else raised is healed by the next reply that arrives", async () => {
	await raiseAlarm(channel.id, "credential", { errcode: 40125 });
	await raiseAlarm(channel.id, "signature");
	await deliver(await conversationWith("heals", ["1"]));
	expect(await listAlarms(null)).toMatchObject([{ kind: "signature", pausesSending: false }]);
});

test("a sender that dies while it finds out holds the channel up no longer than its lease", async () => {
	await account({ secret: "another" });
	const id = await conversationWith("dies", ["1"]);
	await deliver(id);
	await endPause();
	await getPool().query("SELECT * FROM kefu_claim_message($1, 45)", [id]);
	expect(await pausedMs()).toBeGreaterThan(30_000);
	expect(await pausedMs()).toBeLessThanOrEqual(45_000);
});

test("with nothing left to send, an administrator's check still finds out whether it is mended", async () => {
	await account({ kfPermission: false });
	await raiseAlarm(channel.id, "permission", { errcode: 48001 });
	await conversationWith("idle", []);
	await checkNow(channel.id, agent.agent.id);
	expect(await listAlarms(null)).toMatchObject([{ kind: "permission", pausesSending: true }]);
	expect(await pausedMs()).toBeGreaterThan(0);
	await account();
	await checkNow(channel.id, agent.agent.id);
	expect(await listAlarms(null)).toEqual([]);
	expect(await pausedMs()).toBeNull();
	expect(await wechat.received(channel.appId, "idle")).toEqual([]);
});

test.each([
	["a frozen AppSecret", { secretFrozen: true }, "credential"],
	["a server that is not allow-listed", { ipWhitelist: ["10.0.0.1"] }, "ip_not_listed"],
] as const)(
	"with nothing left to send and nobody looking, the sweep finds out that %s is mended",
	async (_name, wrong, kind) => {
		await account(wrong);
		await raiseAlarm(channel.id, kind);
		await probeIdleChannels();
		expect(await listAlarms(null)).toMatchObject([{ kind }]);
		await account();
		await probeIdleChannels();
		expect(await listAlarms(null), "not before the pause is over").toHaveLength(1);
		await endPause();
		await Promise.all([probeIdleChannels(), probeIdleChannels()]);
		expect(await listAlarms(null)).toEqual([]);
		expect(await wechat.calls("stable_token")).toBe(2);
	},
);

test("a used-up day is not called mended before the next, and a signature alarm is not asked for at all", async () => {
	await conversationWith("day", []);
	await raiseAlarm(channel.id, "daily_quota", { errcode: 45009 });
	await raiseAlarm(channel.id, "signature");
	await probeIdleChannels();
	expect(await wechat.calls("")).toBe(0);
	await rows({ text: "UPDATE channel_alarms SET last_seen_at = now() - interval '1 day'" });
	await probeIdleChannels();
	expect(await listAlarms(null)).toMatchObject([{ kind: "signature" }]);
});
