import { beforeEach, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { listDueConversations } from "@/lib/conversations/due";
import { retry } from "@/lib/conversations/reply";
import { listMessages } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { grantOf, outbox, textFrom, write } from "@/tests/support/desk";
import { claim, makeDue, makeGrantOld, openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("outcomes");
const { wechat, channel, agent, conversationWith } = desk;

beforeEach(desk.clear);

test("S10: WeChat busy twice (-1), then well: delivered once, and nothing overtakes it meanwhile", async () => {
	await desk.fault("errcode", { errcode: -1, count: 2 });
	const conversationId = await conversationWith("busy", ["1", "2"]);
	await deliver(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["queued", "queued"]);
	expect(await wechat.calls("custom/send")).toBe(1);
	await makeDue(conversationId);
	await deliver(conversationId);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 2 });
	await makeDue(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted", "accepted"]);
	expect(await wechat.received(channel.appId, "busy")).toEqual(["1", "2"]);
});

test("WeChat busy for ever: failed after four tries, the grant comes back, the next reply goes on", async () => {
	await desk.fault("errcode", { errcode: -1, count: 4 });
	const conversationId = await conversationWith("busyforever", ["1", "2"]);
	for (let tries = 0; tries < 4; tries++) {
		await deliver(conversationId);
		await makeDue(conversationId);
	}
	expect(await outbox(conversationId)).toEqual(["failed", "accepted"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 1, reserved: 0 });
});

test("45047 closes the ledger's count and fails with code, words and next step", async () => {
	await desk.fault("errcode", { errcode: 45047, count: 1 });
	const conversationId = await conversationWith("quota", ["1"]);
	await makeGrantOld(conversationId);
	await deliver(conversationId);
	expect(await grantOf(conversationId)).toMatchObject({ limit: 5, spent: 5, reserved: 0 });
	await expect(desk.say(conversationId, "2")).rejects.toMatchObject({ code: "quota_used_up" });
	expect(await desk.failureOf(conversationId)).toMatchObject({
		errcode: 45047,
		explanation: { zh: expect.stringContaining("条数已用完"), en: expect.any(String) },
		nextStep: { zh: expect.any(String), en: expect.any(String) },
	});
});

test("45047 leaves what is queued behind it in the ledger, and all of it fails without another call", async () => {
	await desk.fault("errcode", { errcode: 45047 });
	const conversationId = await conversationWith("quotaline", ["1", "2", "3"]);
	await makeGrantOld(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed", "failed", "failed"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 5, reserved: 0 });
});

test("45015 closes the ledger's window and fails with its code", async () => {
	await desk.fault("errcode", { errcode: 45015, count: 1 });
	const conversationId = await conversationWith("window", ["1"]);
	await makeGrantOld(conversationId);
	await deliver(conversationId);
	expect(await grantOf(conversationId)).toMatchObject({ open: false, spent: 0, reserved: 0 });
	await expect(desk.say(conversationId, "2")).rejects.toMatchObject({ code: "window_closed" });
	expect(await desk.failureOf(conversationId)).toMatchObject({ errcode: 45015 });
});

test.each([45047, 45015])(
	"%i about an old grant does not spoil the one the customer has just given",
	async (errcode) => {
		const conversationId = await conversationWith(`renewed${errcode}`, ["1"]);
		const claimed = await claim(conversationId);
		await write(channel, textFrom(await desk.openidOf(`renewed${errcode}`), "再问一句"));
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
		values: [await desk.openidOf("gone")],
	});
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 0 });
	expect(await desk.failureOf(conversationId)).toMatchObject({ errcode: 40003 });
});

test("S7: a lost answer is unknown: spent, never resent by itself, and the line waits", async () => {
	await desk.fault("resetAfter", { count: 1 });
	const conversationId = await conversationWith("lost", ["1", "2"]);
	await deliver(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["unknown", "queued"]);
	expect(await wechat.received(channel.appId, "lost")).toEqual(["1"]);
	expect(await listDueConversations()).not.toContain(conversationId);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 1, reserved: 1 });
	expect(await desk.failureOf(conversationId)).toMatchObject({ errcode: null, retryable: true });
});

test.each(["truncate", "html"])("an answer that cannot be read (%s) is unknown too", async (kind) => {
	await desk.fault(kind, { count: 1 });
	const conversationId = await conversationWith(kind, ["1"]);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["unknown"]);
});

test("a gateway's 502 is unknown; an errcode as text and unknown fields are understood", async () => {
	await desk.fault("status", { status: 502, count: 1 });
	const bad = await conversationWith("gateway", ["1"]);
	await deliver(bad);
	expect(await outbox(bad)).toEqual(["unknown"]);
	for (const kind of ["errcodeAsString", "extraFields"]) {
		await desk.fault(kind, { count: 1 });
		const odd = await conversationWith(kind, ["1"]);
		await deliver(odd);
		expect(await outbox(odd)).toEqual(["accepted"]);
	}
});

test("a fault before the call puts the reply back and is never called unknown", async () => {
	const conversationId = await conversationWith("sealed", ["1"]);
	await rows({
		text: "INSERT INTO access_tokens VALUES ($1, 'spoilt', now() + interval '1 hour', now())",
		values: [channel.id],
	});
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["queued"]);
	await desk.clear();
	await makeDue(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted"]);
});

test("a window that closed between queueing and sending fails without a call", async () => {
	const conversationId = await conversationWith("late", ["1"]);
	await rows({
		text: `UPDATE reply_grants SET granted_at = now() - interval '3 days', expires_at = now() - interval '1 day'
			WHERE conversation_id = $1`,
		values: [conversationId],
	});
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect(await wechat.calls("custom/send")).toBe(0);
	expect(await desk.failureOf(conversationId)).toMatchObject({
		errcode: null,
		explanation: { zh: expect.stringContaining("超出回复时间") },
		retryable: false,
	});
	const [message] = (await listMessages(agent, conversationId, { limit: 1 })).items;
	await expect(retry(agent, conversationId, message?.id ?? "")).rejects.toMatchObject({
		code: "window_closed",
	});
});
