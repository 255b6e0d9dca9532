import { beforeEach, expect, test } from "vitest";
import { getAccount } from "@/lib/channels/accounts";
import { getAccessToken } from "@/lib/channels/tokens";
import { deliver } from "@/lib/conversations/deliver";
import { getPool, row, rows } from "@/lib/db";
import { logOfDeliverer } from "@/tests/support/deliverers";
import { outbox } from "@/tests/support/desk";
import { openOutbox } from "@/tests/support/outbox";
import type { Json } from "@/tests/support/simulator";

const desk = await openOutbox("tokens");
const { wechat, channel, conversationWith } = desk;

beforeEach(async () => {
	await wechat.control("POST /reset", {});
	await desk.clear();
});

const account = () => getAccount(channel.id);

/** For every token asked for, whether a new one was forced. */
async function asked(): Promise<boolean[]> {
	const { items } = await wechat.control("GET /log?kind=api&limit=500");
	return items
		.filter(({ request }: Json) => request.url.includes("stable_token"))
		.map(({ request }: Json) => JSON.parse(request.body).force_refresh);
}

/** WeChat goes on handing out a token that it calls dead. */
const insist = () => desk.fault("errcode", { errcode: 40001 });

const passed = (seconds: number) =>
	rows({
		text: "UPDATE access_tokens SET forced_at = forced_at - make_interval(secs => $1)",
		values: [seconds],
	});

/** Two sends of two processes at the same instant: all wait for their conversations, then go at once. */
async function deliverInTwoProcesses(ids: string[]): Promise<string> {
	const gate = await getPool().connect();
	await gate.query("BEGIN");
	await gate.query("SELECT 1 FROM conversations WHERE id = ANY($1::uuid[]) FOR UPDATE", [ids]);
	const half = ids.length / 2;
	const logs = [logOfDeliverer(ids.slice(0, half)), logOfDeliverer(ids.slice(half))];
	const waiting = async () =>
		(
			await row<{ senders: number }>({
				text: `SELECT count(*)::int AS senders FROM pg_stat_activity
					WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%kefu_claim_message%'`,
			})
		).senders;
	await expect.poll(waiting).toBe(ids.length);
	await gate.query("ROLLBACK");
	gate.release();
	return (await Promise.all(logs)).join("");
}

test("S5: twenty parallel sends of two processes with a dead token cause exactly one refresh, and none is lost or doubled", async () => {
	await deliver(await conversationWith("warm", ["first"]));
	await wechat.control(`POST /accounts/${channel.appId}/tokens/invalidate`, {});
	await wechat.control("DELETE /log");
	const users = Array.from({ length: 20 }, (_, n) => `both${n}`);
	const ids = await Promise.all(users.map((user) => conversationWith(user, ["hi"])));
	const logged = await deliverInTwoProcesses(ids);
	expect((await Promise.all(ids.map(outbox))).flat()).toEqual(Array(20).fill("accepted"));
	for (const user of users) expect(await wechat.received(channel.appId, user)).toEqual(["hi"]);
	expect(await asked()).toEqual([false]);
	expect(await wechat.calls("custom/send")).toBeGreaterThan(20);
	const tokens = [...wechat.simulator.world.tokenOwners.keys()];
	expect(tokens.length).toBeGreaterThan(1);
	expect(tokens.filter((token) => logged.includes(token))).toEqual([]);
});

test("S6: a token whose time is over by WeChat's clock (42001) is replaced and the reply arrives once", async () => {
	await deliver(await conversationWith("before", ["1"]));
	await wechat.control("POST /clock", { advanceSeconds: 7201 });
	await deliver(await conversationWith("after", ["1"]));
	expect(await wechat.received(channel.appId, "after")).toEqual(["1"]);
	expect(await asked()).toEqual([false, false]);
});

test("S6: in the last five minutes a new token is fetched before anything fails, and the old one still works", async () => {
	const first = await getAccessToken(await account());
	await wechat.control("POST /clock", { advanceSeconds: 6950 });
	await rows({ text: "UPDATE access_tokens SET expires_at = now() + interval '250 seconds'" });
	const second = await getAccessToken(await account());
	expect(second).not.toBe(first);
	for (const token of [first, second]) {
		const answer = await fetch(`${wechat.simulator.url}/cgi-bin/getcallbackip?access_token=${token}`);
		expect(await answer.json()).toHaveProperty("ip_list");
	}
	expect(await asked()).toEqual([false, false]);
});

test("S6: another system that forces a new token costs us one refresh, not a forced one back", async () => {
	await deliver(await conversationWith("ours", ["1"]));
	await fetch(`${wechat.simulator.url}/cgi-bin/stable_token`, {
		method: "POST",
		body: JSON.stringify({
			grant_type: "client_credential",
			appid: channel.appId,
			secret: channel.appSecret,
			force_refresh: true,
		}),
	});
	await wechat.control("DELETE /log");
	await deliver(await conversationWith("theirs", ["1"]));
	expect(await wechat.received(channel.appId, "theirs")).toEqual(["1"]);
	expect(await asked()).toEqual([false]);
});

test("a dead token that another process has replaced already is not asked for again", async () => {
	const dead = await getAccessToken(await account());
	await wechat.control(`POST /accounts/${channel.appId}/tokens/invalidate`, {});
	const [one, two] = await Promise.all([
		getAccessToken(await account(), dead),
		getAccessToken(await account(), dead),
	]);
	expect(one).toBe(two);
	expect(await getAccessToken(await account(), dead)).toBe(one);
	expect(await asked()).toEqual([false, false]);
});

test("the same dead token again is forced to another, at most once in 60 s", async () => {
	const dead = await getAccessToken(await account());
	const forced = await getAccessToken(await account(), dead);
	expect(forced).not.toBe(dead);
	expect(await getAccessToken(await account(), forced)).toBe(forced);
	expect(await asked()).toEqual([false, false, true, false]);
	await passed(61);
	await wechat.control("POST /clock", { advanceSeconds: 61 });
	expect(await getAccessToken(await account(), forced)).not.toBe(forced);
});

test("nor more than five times a day of WeChat's; on the next day it is again", async () => {
	let token = await getAccessToken(await account());
	for (let n = 0; n < 7; n++) {
		await passed(61);
		await wechat.control("POST /clock", { advanceSeconds: 61 });
		token = await getAccessToken(await account(), token);
	}
	expect((await asked()).filter((force) => force)).toHaveLength(5);
	await passed(86_400);
	expect(await getAccessToken(await account(), token)).not.toBe(token);
});

test.each(["same", "45009", "45011"])(
	"WeChat refuses to force (%s): the dead one is answered again, and nothing is taken for a used-up quota",
	async (forcedTooOften) => {
		await wechat.control(`POST /accounts/${channel.appId}/flags`, { forcedTooOften });
		const dead = await getAccessToken(await account());
		const forced = await getAccessToken(await account(), dead);
		await passed(61);
		expect(await getAccessToken(await account(), forced)).toBe(forced);
		await wechat.control(`POST /accounts/${channel.appId}/flags`, { forcedTooOften: null });
	},
);

test("a forced refresh counts although its answer was lost", async () => {
	const dead = await getAccessToken(await account());
	const path = "stable_token";
	await wechat.control("POST /faults", { target: "api", kind: "delay", path, delayMs: 700, count: 1 });
	const refused = expect(getAccessToken(await account(), dead)).rejects.toThrow("stable_token");
	// The first call has met its fault: this one strikes the second, which forces.
	const faults = async () => (await wechat.control("GET /faults")).items;
	await expect.poll(faults, { interval: 10 }).toEqual([]);
	await wechat.control("POST /faults", { target: "api", kind: "resetAfter", path, count: 1 });
	await refused;
	expect(await asked()).toEqual([false, false, true]);
	expect(await rows({ text: "SELECT forced_count FROM access_tokens" })).toEqual([{ forced_count: 1 }]);
});

test("no token stands in what is said of a failure, in the log of a sender or in what is kept", async () => {
	await insist();
	const id = await conversationWith("greps", ["1"]);
	const logged = await logOfDeliverer([id]);
	expect(logged).toContain("replies of a channel wait");
	const tokens = [...wechat.simulator.world.tokenOwners.keys()];
	expect(tokens.length).toBeGreaterThan(1);
	const kept = JSON.stringify([
		await rows({ text: "SELECT errmsg FROM messages" }),
		await rows({ text: "SELECT details FROM channel_alarms" }),
		await rows({ text: "SELECT details FROM audit_entries" }),
	]);
	for (const secret of [...tokens, channel.appSecret])
		expect([logged, kept].some((text) => text.includes(secret))).toBe(false);
});
