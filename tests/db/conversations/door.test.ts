import { expect, test } from "vitest";
import type { HttpAnswer } from "@/lib/channels/channel";
import { answerPush } from "@/lib/conversations/push-door";
import { rows } from "@/lib/db";
import { sign } from "@/simulator/push/crypto";
import { type Channel, count, makeChannel } from "@/tests/support/desk";
import { packet, push, seal, textPacket } from "@/tests/support/packets";

const TABLES = ["push_receipts", "raw_pushes", "customers", "conversations", "messages", "reply_grants"];
const kept = () => Promise.all(TABLES.map((table) => count(table)));

/** Refused with an empty body, and no table has a row more. */
async function expectRefusal(work: Promise<HttpAnswer>, status: number): Promise<void> {
	const before = await kept();
	expect(await work).toMatchObject({ status, body: "" });
	expect(await kept()).toEqual(before);
}

test("the URL check answers the echo as it came, and only to the right signature", async () => {
	const channel = await makeChannel("door-url", { token: "AAAAA" });
	const query = new URLSearchParams({
		signature: "f464b24fc39322e44b38aa78f5edd27bd1441696",
		timestamp: "1714036504",
		nonce: "1514711492",
		echostr: "4375120948345356249",
	});
	const check = () => answerPush(url(channel, query), new Date());
	expect(await check()).toEqual({
		status: 200,
		contentType: "text/plain; charset=utf-8",
		body: "4375120948345356249",
	});
	query.set("nonce", "1514711493");
	expect(await check()).toMatchObject({ status: 403, body: "" });
});

test("a channel nobody has made is 404 with an empty body, also with an id no database can hold", async () => {
	const ghost = { ...(await makeChannel("door-real")), id: "ghost" };
	await expectRefusal(push(ghost, textPacket(ghost, "oGhost", "hi")), 404);
	for (const id of ["a\0b", "\ud800", "x".repeat(10_000), "../admin", "constructor"]) {
		await expectRefusal(push({ ...ghost, id }, textPacket(ghost, "oGhost", "hi")), 404);
	}
});

test("a packet of one channel at the URL of another is refused, even when the two share their secrets", async () => {
	const safe = { encryption: "safe", token: "shared", encodingAesKey: "k".repeat(43) } as const;
	const one = await makeChannel("door-one", safe);
	const other = await makeChannel("door-other", safe);
	await expectRefusal(answerAt(other, seal(one, textPacket(one, "oOne", "hi"))), 403);
	const plainOne = await makeChannel("door-plain-one", { token: "shared" });
	const plainOther = await makeChannel("door-plain-other", { token: "shared" });
	await expectRefusal(answerAt(plainOther, seal(plainOne, textPacket(plainOne, "oOne", "hi"))), 403);
});

test("a clear packet is refused by a channel in safe mode", async () => {
	const channel = await makeChannel("door-safe", { encryption: "safe" });
	const clear = textPacket(channel, "oSafe", "hi");
	await expectRefusal(answerPush(seal({ ...channel, encryption: "plain" }, clear), new Date()), 403);
});

test("a body over 256 KiB is 413 before it is looked at, one just below is stored", async () => {
	const channel = await makeChannel("door-size");
	await expectRefusal(push(channel, textPacket(channel, "oSize", "x".repeat(256 * 1024))), 413);
	const fits = textPacket(channel, "oSize", "x".repeat(256 * 1024 - 500));
	expect(await push(channel, fits)).toMatchObject({ status: 200, body: "success" });
});

test("what is signed and still no packet is 400 and kept nowhere", async () => {
	const channel = await makeChannel("door-broken");
	for (const clear of ["", "   ", "hello", "{", "[]", "null", "<xml><a>", "{}", '{"MsgType":"text"}']) {
		const before = await kept();
		const answer = await push(channel, clear);
		expect([400, 403], clear).toContain(answer.status);
		expect(answer.body).toBe("");
		expect(await kept()).toEqual(before);
	}
});

test("an unknown message type is stored as unsupported and answered success", async () => {
	const channel = await makeChannel("door-type");
	const fields = { MsgType: "voice_note_2030", MsgId: "900001", Extra: "?" };
	expect(await push(channel, packet(channel, "oType", fields))).toMatchObject({
		status: 200,
		body: "success",
	});
	expect(await count("raw_pushes", "channel_id = 'door-type'")).toBe(1);
	const [message] = await rows<{ content: unknown }>({
		text: `SELECT m.content FROM messages m JOIN conversations c ON c.id = m.conversation_id
			WHERE c.channel_id = 'door-type'`,
	});
	expect(message?.content).toEqual({
		type: "unsupported",
		wireType: "voice_note_2030",
		original: expect.stringContaining("900001"),
	});
});

test("an event of something else is kept raw, answered success, and makes no customer and no conversation", async () => {
	const channel = await makeChannel("door-event", { openingMode: "transfer" });
	const events: Record<string, string>[] = [
		{ MsgType: "event", Event: "wxa_media_check", trace_id: "t" },
		{ MsgType: "event", Event: "subscribe_msg_popup_event", SubscribeMsgPopupEvent: "x" },
		{ MsgType: "event", Event: "" },
	];
	for (const event of events) {
		expect(await push(channel, packet(channel, "oEvent", event))).toMatchObject({
			status: 200,
			body: "success",
		});
	}
	expect(await count("raw_pushes", "channel_id = 'door-event'")).toBe(events.length);
	expect(await count("push_receipts", "channel_id = 'door-event' AND answer = 'success'")).toBe(
		events.length,
	);
	expect(await count("customers", "channel_id = 'door-event'")).toBe(0);
	expect(await count("conversations", "channel_id = 'door-event'")).toBe(0);
});

test("text that a database cannot hold is stored with what it can", async () => {
	const channel = await makeChannel("door-text");
	const nasty = "a\0b \ud83d c";
	const clear = textPacket(channel, "oText", "X").replace('"X"', JSON.stringify(nasty));
	expect(await push(channel, clear)).toMatchObject({ status: 200, body: "success" });
	expect(await count("messages", "content ->> 'text' LIKE 'a_b _ c'")).toBe(1);
});

test("a signature made with another channel's token proves nothing", async () => {
	const channel = await makeChannel("door-token");
	const request = seal(channel, textPacket(channel, "oToken", "hi"));
	const [timestamp, nonce] = [request.query.get("timestamp") ?? "", request.query.get("nonce") ?? ""];
	request.query.set("signature", sign("another", timestamp, nonce));
	await expectRefusal(answerPush(request, new Date()), 403);
});

function url(channel: Channel, query: URLSearchParams) {
	return { channelId: channel.id, method: "GET" as const, query, body: new Uint8Array() };
}

const answerAt = (channel: Channel, request: ReturnType<typeof seal>) =>
	answerPush({ ...request, channelId: channel.id }, new Date());
