import { beforeAll, beforeEach, expect, test } from "vitest";
import { deliver, giveUpLostLeases, listDueConversations } from "@/lib/conversations/deliver";
import { reply, retry } from "@/lib/conversations/reply";
import type { Scope } from "@/lib/conversations/scope";
import { listMessages } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { runDeliverers } from "@/tests/support/deliverers";
import {
	type Channel,
	grantOf,
	makeAgent,
	makeChannel,
	outbox,
	registerAccount,
	textFrom,
	write,
} from "@/tests/support/desk";
import { startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
let channel: Channel;
let agent: Scope;

beforeAll(async () => {
	channel = await makeChannel("deliver");
	await registerAccount(wechat, channel, "http://127.0.0.1:9/", { grantModel: "unlimited" });
	agent = await makeAgent("林晓");
});

beforeEach(async () => {
	await wechat.control("DELETE /faults");
	await wechat.control("DELETE /log");
	await rows({ text: "DELETE FROM access_tokens" });
});

test("replies arrive in the order they were written, however many senders there are", async () => {
	const one = await conversationWith("order1", ["1", "2", "3", "4", "5"]);
	const two = await conversationWith("order2", ["a", "b", "c", "d", "e"]);
	await Promise.all(Array.from({ length: 10 }, () => [deliver(one), deliver(two)]).flat());
	expect(await wechat.received(channel.appId, "order1")).toEqual(["1", "2", "3", "4", "5"]);
	expect(await wechat.received(channel.appId, "order2")).toEqual(["a", "b", "c", "d", "e"]);
	expect(await outbox(one)).toEqual(Array(5).fill("accepted"));
	expect(await grantOf(one)).toMatchObject({ spent: 5, reserved: 0 });
});

test("three processes sending at once send each reply once and in order", async () => {
	const users = ["p1", "p2", "p3"];
	const ids = await Promise.all(users.map((user) => conversationWith(user, ["1", "2", "3", "4", "5"])));
	await wechat.control("POST /faults", { target: "api", kind: "delay", path: "custom/send", delayMs: 30 });
	await runDeliverers(3, ids);
	for (const user of users) {
		expect(await wechat.received(channel.appId, user)).toEqual(["1", "2", "3", "4", "5"]);
	}
	expect((await Promise.all(ids.map(outbox))).flat()).toEqual(Array(15).fill("accepted"));
});

test("one reply of a conversation is on its way at a time", async () => {
	const conversationId = await conversationWith("single", ["1", "2"]);
	expect(await claim(conversationId)).toHaveLength(1);
	expect(await claim(conversationId)).toHaveLength(0);
	expect(await listDueConversations()).not.toContain(conversationId);
	expect(await outbox(conversationId)).toEqual(["sending", "queued"]);
});

test("twenty replies with a token that died are all sent after exactly one refresh", async () => {
	const warm = await conversationWith("warm", ["first"]);
	await deliver(warm);
	await wechat.control(`POST /accounts/${channel.appId}/tokens/invalidate`, {});
	await wechat.control("DELETE /log");
	const users = Array.from({ length: 20 }, (_, n) => `token${n}`);
	const ids = await Promise.all(users.map((user) => conversationWith(user, ["hi"])));
	await Promise.all(ids.map(deliver));
	expect((await Promise.all(ids.map(outbox))).flat()).toEqual(Array(20).fill("accepted"));
	expect(await wechat.calls("stable_token")).toBe(1);
});

test("an expired token (42001) is refreshed as well, and a token is asked for once by many at the start", async () => {
	const ids = await Promise.all(["e1", "e2", "e3", "e4"].map((user) => conversationWith(user, ["hi"])));
	await Promise.all(ids.map(deliver));
	expect(await wechat.calls("stable_token")).toBe(1);
	await wechat.control(`POST /accounts/${channel.appId}/expire`, {});
	const late = await conversationWith("e5", ["hi"]);
	await deliver(late);
	expect(await outbox(late)).toEqual(["accepted"]);
});

test("a token that stays dead ends as failed with its code, not in a loop", async () => {
	const dead = { target: "api", kind: "errcode", path: "custom/send", errcode: 40001 };
	await wechat.control("POST /faults", dead);
	const conversationId = await conversationWith("deadtoken", ["hi"]);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect(await wechat.calls("custom/send")).toBe(2);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 0 });
});

test("WeChat busy twice (-1), then well: delivered once, and nothing overtakes it meanwhile", async () => {
	await wechat.control("POST /faults", {
		target: "api",
		kind: "errcode",
		path: "custom/send",
		errcode: -1,
		count: 2,
	});
	const conversationId = await conversationWith("busy", ["1", "2"]);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["queued", "queued"]);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["queued", "queued"]);
	await makeDue(conversationId);
	await deliver(conversationId);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 2 });
	await makeDue(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted", "accepted"]);
	expect(await wechat.received(channel.appId, "busy")).toEqual(["1", "2"]);
});

test("WeChat busy for ever: failed after four tries, the grant comes back, the next reply goes on", async () => {
	await wechat.control("POST /faults", {
		target: "api",
		kind: "errcode",
		path: "custom/send",
		errcode: -1,
		count: 4,
	});
	const conversationId = await conversationWith("busyforever", ["1", "2"]);
	for (let tries = 0; tries < 4; tries++) {
		await deliver(conversationId);
		await makeDue(conversationId);
	}
	expect(await outbox(conversationId)).toEqual(["failed", "accepted"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 1, reserved: 0 });
});

test("45047 closes the ledger's count and fails with code, words and next step", async () => {
	await wechat.control("POST /faults", {
		target: "api",
		kind: "errcode",
		path: "custom/send",
		errcode: 45047,
		count: 1,
	});
	const conversationId = await conversationWith("quota", ["1"]);
	await deliver(conversationId);
	expect(await grantOf(conversationId)).toMatchObject({ limit: 5, spent: 5, reserved: 0 });
	await expect(say(conversationId, "2")).rejects.toMatchObject({ code: "quota_used_up" });
	expect(await failureOf(conversationId)).toMatchObject({
		errcode: 45047,
		explanation: { zh: expect.stringContaining("条数已用完"), en: expect.any(String) },
		nextStep: { zh: expect.any(String), en: expect.any(String) },
	});
});

test("45015 closes the ledger's window and fails with its code", async () => {
	await wechat.control("POST /faults", {
		target: "api",
		kind: "errcode",
		path: "custom/send",
		errcode: 45015,
		count: 1,
	});
	const conversationId = await conversationWith("window", ["1"]);
	await deliver(conversationId);
	expect(await grantOf(conversationId)).toMatchObject({ open: false, spent: 0, reserved: 0 });
	await expect(say(conversationId, "2")).rejects.toMatchObject({ code: "window_closed" });
	expect(await failureOf(conversationId)).toMatchObject({ errcode: 45015 });
});

test.each([45047, 45015])(
	"%i about an old grant does not spoil the one the customer has just given",
	async (errcode) => {
		const conversationId = await conversationWith(`renewed${errcode}`, ["1"]);
		const [claimed] = await claim(conversationId);
		await write(channel, textFrom(await openidOf(`renewed${errcode}`), "再问一句"));
		await rows({
			text: "SELECT kefu_record_send($1, $2, 'failed', $3, 'x', NULL, $4)",
			values: [conversationId, claimed?.r_seq, errcode, claimed?.r_granted_at],
		});
		expect(await grantOf(conversationId)).toMatchObject({ open: true, spent: 0, reserved: 0 });
	},
);

test("a refusal for good (40003) fails at once and gives the grant back", async () => {
	const conversationId = await conversationWith("gone", ["1"]);
	await rows({
		text: "UPDATE customers SET external_id = 'oNobody' WHERE external_id = $1",
		values: [await openidOf("gone")],
	});
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 0 });
	expect(await failureOf(conversationId)).toMatchObject({ errcode: 40003 });
});

test("a lost answer is unknown: spent, never resent by itself, and the line waits", async () => {
	await wechat.control("POST /faults", { target: "api", kind: "resetAfter", path: "custom/send", count: 1 });
	const conversationId = await conversationWith("lost", ["1", "2"]);
	await deliver(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["unknown", "queued"]);
	expect(await wechat.received(channel.appId, "lost")).toEqual(["1"]);
	expect(await listDueConversations()).not.toContain(conversationId);
	expect(await giveUpLostLeases()).not.toContain(conversationId);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 1, reserved: 1 });
	expect(await failureOf(conversationId)).toMatchObject({ errcode: null, retryable: true });
});

test.each(["truncate", "html"])("an answer that cannot be read (%s) is unknown too", async (kind) => {
	await wechat.control("POST /faults", { target: "api", kind, path: "custom/send", count: 1 });
	const conversationId = await conversationWith(kind, ["1"]);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["unknown"]);
});

test("a gateway's 502 is unknown; an errcode as text and unknown fields are understood", async () => {
	await wechat.control("POST /faults", {
		target: "api",
		kind: "status",
		status: 502,
		path: "custom/send",
		count: 1,
	});
	const bad = await conversationWith("gateway", ["1"]);
	await deliver(bad);
	expect(await outbox(bad)).toEqual(["unknown"]);
	for (const kind of ["errcodeAsString", "extraFields"]) {
		await wechat.control("POST /faults", { target: "api", kind, path: "custom/send", count: 1 });
		const odd = await conversationWith(kind, ["1"]);
		await deliver(odd);
		expect(await outbox(odd)).toEqual(["accepted"]);
	}
});

test("a sender that died leaves an unknown outcome after its lease, not before, and never a second sending", async () => {
	const conversationId = await conversationWith("lease", ["1", "2"]);
	await claim(conversationId);
	expect(await giveUpLostLeases()).not.toContain(conversationId);
	await rows({
		text: "UPDATE messages SET lease_until = now() - interval '1 second' WHERE conversation_id = $1 AND status = 'sending'",
		values: [conversationId],
	});
	const [given] = await Promise.all([giveUpLostLeases(), giveUpLostLeases()]);
	expect(given).toContain(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["unknown", "queued"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 1, reserved: 1 });
	expect(await wechat.calls("custom/send")).toBe(0);
});

test("a channel that cannot be opened fails nothing for good: the reply goes back and is never called unknown", async () => {
	const conversationId = await conversationWith("sealed", ["1"]);
	await rows({
		text: "INSERT INTO access_tokens VALUES ($1, 'spoilt', now() + interval '1 hour', now())",
		values: [channel.id],
	});
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["queued"]);
	await rows({ text: "DELETE FROM access_tokens" });
	await makeDue(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted"]);
});

test("a window that closed between queueing and sending fails without a call", async () => {
	const conversationId = await conversationWith("late", ["1"]);
	await rows({
		text: "UPDATE reply_grants SET granted_at = now() - interval '3 days', expires_at = now() - interval '1 day' WHERE conversation_id = $1",
		values: [conversationId],
	});
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect(await wechat.calls("custom/send")).toBe(0);
	expect(await failureOf(conversationId)).toMatchObject({
		errcode: null,
		explanation: { zh: expect.stringContaining("超出回复时间") },
		retryable: false,
	});
	const [message] = (await listMessages(agent, conversationId, { limit: 1 })).items;
	await expect(retry(agent, conversationId, message?.id ?? "")).rejects.toMatchObject({
		code: "window_closed",
	});
});

interface Claim {
	r_seq: number;
	r_granted_at: Date;
}
const claim = (conversationId: string) =>
	rows<Claim & Record<string, unknown>>({
		text: "SELECT * FROM kefu_claim_message($1, 45)",
		values: [conversationId],
	});

const makeDue = (conversationId: string) =>
	rows({
		text: "UPDATE messages SET not_before = now() - interval '1 second' WHERE conversation_id = $1 AND not_before IS NOT NULL",
		values: [conversationId],
	});

const say = (conversationId: string, text: string) =>
	reply(agent, conversationId, { clientKey: crypto.randomUUID(), type: "text", text });

async function failureOf(conversationId: string) {
	const { items } = await listMessages(agent, conversationId, { limit: 50 });
	const failed = items.find(({ failure }) => failure !== null);
	return failed?.failure;
}

async function openidOf(user: string): Promise<string> {
	const { openids } = await wechat.control("POST /users", { id: user });
	return openids[channel.appId];
}

/** A customer of the simulator who has written, and what the agent has answered and not sent yet. */
async function conversationWith(user: string, texts: string[]): Promise<string> {
	const { id } = await write(channel, textFrom(await openidOf(user), "在吗"));
	for (const text of texts) await say(id, text);
	return id;
}
