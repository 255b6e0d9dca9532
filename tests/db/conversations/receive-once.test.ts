import { expect, test } from "vitest";
import { answerPush } from "@/lib/conversations/push-door";
import { rows } from "@/lib/db";
import { unseal } from "@/lib/secrets";
import { count, makeChannel, setRules } from "@/tests/support/desk";
import { openAnswer, packet, push, seal, textPacket } from "@/tests/support/packets";

const COPIES = 50;

test("fifty copies of one push at once in bot mode: one message, one raw push, one reply, fifty equal answers", async () => {
	const channel = await makeChannel("once-bot", { openingMode: "bot", encryption: "safe", format: "xml" });
	await setRules(channel.id, [
		{ name: "r", trigger: { kind: "fallback" }, actions: [{ kind: "reply", text: "在的" }] },
	]);
	const clear = textPacket(channel, "oBot", "你好");
	const answers = await Promise.all(Array.from({ length: COPIES }, () => push(channel, clear)));
	expect(new Set(answers.map(({ status, body }) => `${status} ${body}`))).toEqual(new Set(["200 success"]));
	expect(await count("raw_pushes", "channel_id = 'once-bot'")).toBe(1);
	expect(await directions("once-bot")).toEqual(["in", "out"]);
});

test("fifty copies of one push at once in transfer mode: one message, and each copy is transferred", async () => {
	const channel = await makeChannel("once-tool", { openingMode: "transfer", encryption: "safe" });
	const clear = textPacket(channel, "oTool", "转接");
	const answers = await Promise.all(Array.from({ length: COPIES }, () => push(channel, clear)));
	for (const answer of answers) {
		expect(answer.status).toBe(200);
		expect(JSON.parse(openAnswer(channel, answer) ?? "")).toMatchObject({
			ToUserName: "oTool",
			FromUserName: channel.originalId,
			MsgType: "transfer_customer_service",
		});
	}
	expect(await directions("once-tool")).toEqual(["in"]);
	expect(await count("raw_pushes", "channel_id = 'once-tool'")).toBe(1);
});

test("fifty first contacts of one customer at once: fifty messages with seqs without a gap in one conversation", async () => {
	const channel = await makeChannel("once-first");
	const texts = Array.from({ length: COPIES }, (_, n) => textPacket(channel, "oFirst", `第${n}条`));
	const answers = await Promise.all(texts.map((clear) => push(channel, clear)));
	expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(["success"]));
	expect(await count("customers", "channel_id = 'once-first'")).toBe(1);
	const seqs = await rows<{ seq: number }>({
		text: `SELECT m.seq FROM messages m JOIN conversations c ON c.id = m.conversation_id
			WHERE c.channel_id = 'once-first' ORDER BY m.seq`,
	});
	expect(seqs.map(({ seq }) => seq)).toEqual(Array.from({ length: COPIES }, (_, n) => n + 1));
});

test("two neighbouring message ids beyond what a number holds are two messages, and stay text", async () => {
	const channel = await makeChannel("once-ids");
	await push(channel, textPacket(channel, "oIds", "一", "23637352235060881"));
	await push(channel, textPacket(channel, "oIds", "二", "23637352235060882"));
	const receipts = await rows<{ dedupe_key: string }>({
		text: "SELECT dedupe_key FROM push_receipts WHERE channel_id = 'once-ids' ORDER BY 1",
	});
	expect(receipts.map(({ dedupe_key }) => dedupe_key)).toEqual([
		"m:oIds:23637352235060881",
		"m:oIds:23637352235060882",
	]);
	expect(await directions("once-ids")).toEqual(["in", "in"]);
});

test("the same event twice is stored once; a second later it is another", async () => {
	const channel = await makeChannel("once-event");
	const at = 1_482_048_670;
	const enter = (CreateTime: number) =>
		packet(channel, "oEvent", {
			MsgType: "event",
			Event: "user_enter_tempsession",
			SessionFrom: "a",
			CreateTime,
		});
	await push(channel, enter(at));
	await push(channel, enter(at));
	expect(await directions("once-event")).toEqual(["event"]);
	await push(channel, enter(at + 1));
	expect(await directions("once-event")).toEqual(["event", "event"]);
});

test("the same message id in two channels is two messages", async () => {
	const [one, other] = [await makeChannel("once-one"), await makeChannel("once-other")];
	await push(one, textPacket(one, "oSame", "hi", "777"));
	await push(other, textPacket(other, "oSame", "hi", "777"));
	expect([await directions("once-one"), await directions("once-other")]).toEqual([["in"], ["in"]]);
});

test("the raw push is kept byte for byte, and unreadable without the key", async () => {
	const channel = await makeChannel("once-raw", { encryption: "safe", format: "xml" });
	const request = seal(channel, textPacket(channel, "oRaw", "我的身份证号是 110101"));
	await answerPush(request, new Date());
	const [kept] = await rows<{ body: Buffer }>({
		text: "SELECT body FROM raw_pushes WHERE channel_id = 'once-raw'",
	});
	expect(unseal(kept?.body ?? Buffer.alloc(0))).toEqual(request.body);
	expect(kept?.body.includes("Encrypt")).toBe(false);
});

test("neither a plain packet nor a channel's secrets stand in clear anywhere they are kept", async () => {
	const channel = await makeChannel("once-clear", {
		appSecret: "very-secret-word",
		token: "verysecrettoken",
	});
	await push(channel, textPacket(channel, "oClear", "只给客服看"));
	const [kept] = await rows<{ all: Buffer }>({
		text: `SELECT string_agg(body, ''::bytea) || (SELECT string_agg(secrets, ''::bytea) FROM channels) AS all
			FROM raw_pushes`,
	});
	const bytes = kept?.all ?? Buffer.alloc(0);
	expect(bytes.length).toBeGreaterThan(100);
	for (const secret of [
		"very-secret-word",
		"verysecrettoken",
		channel.encodingAesKey ?? "",
		"只给客服看",
		"oClear",
	]) {
		expect(bytes.includes(secret)).toBe(false);
	}
});

async function directions(channelId: string): Promise<string[]> {
	const found = await rows<{ direction: string }>({
		text: `SELECT m.direction FROM messages m JOIN conversations c ON c.id = m.conversation_id
			WHERE c.channel_id = $1 ORDER BY m.seq`,
		values: [channelId],
	});
	return found.map(({ direction }) => direction);
}
