import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { aesKeyOf, decrypt, encrypt, sign } from "@/simulator/push/crypto";
import { APPID, type Bench, KEY, ORIGINAL_ID, type Pushed, TOKEN, withBench } from "./support";

const key = aesKeyOf(KEY);
const xml = new XMLParser({ parseTagValue: false, processEntities: false });
/** A reader that keeps 64-bit ids, as a console has to. */
const parse = (text: string): Record<string, string> =>
	text.startsWith("<") ? xml.parse(text).xml : JSON.parse(text.replace(/("MsgId"\s*:\s*)(\d+)/g, '$1"$2"'));

/** What the door reads: verified and decrypted by this test's own reading of the protocol. */
function open(pushed: Pushed): Record<string, string> {
	const { query, body } = pushed;
	const [timestamp, nonce] = [query.get("timestamp") ?? "", query.get("nonce") ?? ""];
	expect(query.get("signature")).toBe(sign(TOKEN, timestamp, nonce));
	const outer = parse(body);
	if (!outer.Encrypt) return outer;
	expect(query.get("encrypt_type")).toBe("aes");
	expect(query.get("msg_signature")).toBe(sign(TOKEN, timestamp, nonce, outer.Encrypt));
	const inner = decrypt(key, outer.Encrypt);
	if (!inner.ok) throw new Error(inner.reason);
	expect(inner.appid).toBe(APPID);
	return parse(inner.plain);
}

type Format = "xml" | "json";
const MODES = ["plain", "compat", "safe"] as const;
const combinations = MODES.flatMap((mode) =>
	(["xml", "json"] as Format[]).map((format) => [mode, format] as const),
);

function transferPacket(pushed: Record<string, string>, format: Format): string {
	const { FromUserName: user, ToUserName: account } = pushed;
	if (format === "json") {
		const packet = {
			ToUserName: user,
			FromUserName: account,
			CreateTime: 1,
			MsgType: "transfer_customer_service",
		};
		return JSON.stringify(packet);
	}
	return (
		`<xml><ToUserName><![CDATA[${user}]]></ToUserName><FromUserName><![CDATA[${account}]]></FromUserName>` +
		"<CreateTime>1</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>"
	);
}

function sealReply(plain: string, format: Format, appid = APPID): string {
	const encrypted = encrypt(key, appid, plain, "0123456789abcdef");
	const signature = sign(TOKEN, "1714112446", "42", encrypted);
	return format === "json"
		? JSON.stringify({ Encrypt: encrypted, MsgSignature: signature, TimeStamp: 1714112446, Nonce: "42" })
		: `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
				"<TimeStamp>1714112446</TimeStamp><Nonce><![CDATA[42]]></Nonce></xml>";
}

const notices = async (bench: Bench, user: string): Promise<string[]> =>
	(await bench.transcript(user)).items.flatMap((item: { notice?: string }) => item.notice ?? []);
const firstAttempt = (said: { delivery: { attempts: { reason?: string }[] } }) => said.delivery.attempts[0];

test.each(combinations)("P1: a text arrives the same in %s %s, with its id as text", (mode, format) =>
	withBench({ push: { mode, format } }, async (bench) => {
		const said = await bench.say("lin", "你好 😀 ]]> &amp; 007");
		expect(said.msgId).toBe("23637352235060881");
		expect(said.delivery.verdict).toBe("ACK");
		const pushed = bench.door.pushes[0]!;
		expect(pushed.body).not.toContain("<?xml");
		expect(pushed.headers["content-type"]).toBe(format === "xml" ? "text/xml" : "application/json");
		expect(open(pushed)).toMatchObject({
			ToUserName: ORIGINAL_ID,
			FromUserName: said.openid,
			MsgType: "text",
			Content: "你好 😀 ]]> &amp; 007",
			MsgId: "23637352235060881",
		});
		expect(pushed.body.includes("Content")).toBe(mode !== "safe");
	})(),
);

test(
	"neighbouring messages have neighbouring ids, which collide when read as doubles",
	withBench({}, async (bench) => {
		const ids = [(await bench.say("lin", "a")).msgId, (await bench.say("lin", "b")).msgId];
		expect(ids).toEqual(["23637352235060881", "23637352235060882"]);
		expect(bench.door.pushes[0]?.body).toContain('"MsgId":23637352235060881}');
	}),
);

test.each(combinations)(
	"T1: a transfer answer in %s %s puts the message into the tool's waiting list",
	(mode, format) =>
		withBench({ push: { mode, format } }, async (bench) => {
			bench.door.answer = (pushed) => {
				const packet = transferPacket(open(pushed), format);
				return { body: mode === "safe" ? sealReply(packet, format) : packet };
			};
			const said = await bench.say("lin", "a person please");
			expect(said.delivery).toMatchObject({ verdict: "TRANSFER", notice: null });
			const { items } = await bench.control(`GET /_sim/tool/${APPID}/waiting`);
			expect(items[0].items.map((item: { text: string }) => item.text)).toEqual(["a person please"]);
		})(),
);

test(
	"T5: transfer as answer to an event is no transfer",
	withBench({}, async (bench) => {
		bench.door.answer = (pushed) => ({ body: transferPacket(open(pushed), "json") });
		const entered = await bench.control(`POST /_sim/chat/${APPID}/lin/enter?wait=1`, {});
		expect(entered.delivery.verdict).toBe("TRANSFER_EVENT");
		expect((await bench.transcript("lin")).toolState).toBe("NONE");
	}),
);

test(
	"an XML transfer on a JSON account does nothing, and the user sees nothing",
	withBench({}, async (bench) => {
		bench.door.answer = (pushed) => ({ body: transferPacket(open(pushed), "xml") });
		const said = await bench.say("lin", "hi");
		expect(said.delivery.verdict).toBe("FAIL");
		expect(firstAttempt(said)).toMatchObject({ verdict: "BAD_ANSWER", reason: "wrongFormat" });
		expect(said.delivery.attempts).toHaveLength(1);
		expect(await notices(bench, "lin")).toEqual([]);
	}),
);

test(
	"by setting, a reply in the wrong format shows the user a notice",
	withBench({ flags: { wrongFormatOutcome: "notice" } }, async (bench) => {
		bench.door.answer = () => ({ body: "<xml></xml>" });
		await bench.say("lin", "hi");
		expect(await notices(bench, "lin")).toEqual(["kfUnavailable"]);
	}),
);

test(
	"a transfer whose names are not swapped does nothing",
	withBench({}, async (bench) => {
		bench.door.answer = (pushed) => {
			const { ToUserName, FromUserName } = open(pushed);
			const swapped = { ToUserName: FromUserName!, FromUserName: ToUserName! };
			return { body: transferPacket(swapped, "json") };
		};
		const said = await bench.say("lin", "hi");
		expect(firstAttempt(said)?.reason).toBe("namesNotSwapped");
		expect((await bench.transcript("lin")).toolState).toBe("NONE");
	}),
);

test.each([
	["clearReplyInSafeMode", (packet: string) => packet],
	["wrongAppidTail", (packet: string) => sealReply(packet, "json", "wx0000000000000000")],
	[
		"wrongMsgSignature",
		(packet: string) => sealReply(packet, "json").replace(/"MsgSignature":"./, '"MsgSignature":"x'),
	],
])("in safe mode a transfer is refused when sealed wrongly: %s", (reason, seal) =>
	withBench({ push: { mode: "safe" } }, async (bench) => {
		bench.door.answer = (pushed) => ({ body: seal(transferPacket(open(pushed), "json")) });
		const said = await bench.say("lin", "hi");
		expect(said.delivery.verdict).toBe("FAIL");
		expect(firstAttempt(said)?.reason).toBe(reason);
	})(),
);

test(
	"an encrypted success shows the user the notice about a fault",
	withBench({ push: { mode: "safe" } }, async (bench) => {
		bench.door.answer = () => ({ body: sealReply("success", "json") });
		expect(firstAttempt(await bench.say("lin", "hi"))?.reason).toBe("encryptedSuccess");
		expect(await notices(bench, "lin")).toEqual(["serviceFault"]);
	}),
);

test.each([
	["", "ACK"],
	["success", "ACK"],
	[" success\n", "ACK"],
	["SUCCESS", "FAIL"],
	['{"errcode":0}', "FAIL"],
	['{"MsgType":"text","Content":"hi"}', "FAIL"],
	["<html>", "FAIL"],
])("the answer %j to a message ends as %s", (body, verdict) =>
	withBench({}, async (bench) => {
		bench.door.answer = () => ({ body });
		const said = await bench.say("lin", "hi");
		expect(said.delivery.verdict).toBe(verdict);
		expect(said.delivery.attempts).toHaveLength(1);
	})(),
);

test(
	"a structured reply to a payment event is accepted",
	withBench({}, async (bench) => {
		bench.door.answer = () => ({ body: '{"ErrCode":0,"ErrMsg":"success"}' });
		const fields = { MsgType: "event", Event: "xpay_goods_deliver_notify", OpenId: "o" };
		const raw = await bench.control(`POST /_sim/chat/${APPID}/lin/raw?wait=1`, { fields });
		expect(raw.delivery.verdict).toBe("ACK");
	}),
);

test(
	"P5: without an answer the same message is pushed again, newly sealed, and the user sees no notice",
	withBench({ push: { mode: "safe" } }, async (bench) => {
		bench.door.answer = (_pushed, count) => (count === 1 ? "never" : { body: "success" });
		const said = await bench.say("lin", "hi");
		expect(said.delivery.verdict).toBe("ACK");
		expect(said.delivery.attempts.map((one: { verdict: string }) => one.verdict)).toEqual([
			"NO_ANSWER",
			"ACK",
		]);
		const [first, second] = bench.door.pushes;
		expect(open(first!).MsgId).toBe(open(second!).MsgId);
		expect(first!.body).not.toBe(second!.body);
		expect(first!.query.get("nonce")).not.toBe(second!.query.get("nonce"));
		expect(await notices(bench, "lin")).toEqual([]);
	}),
);

test.each([
	["never", "timeout"],
	["reset", "reset"],
	[{ status: 500 }, "status 500"],
	[{ status: 302, body: "success" }, "status 302"],
] as const)("three attempts that end in %j fail, and the user is told once", (reply, reason) =>
	withBench({ flags: { pushTimeoutMs: 60 } }, async (bench) => {
		bench.door.answer = () => reply;
		const said = await bench.say("lin", "hi");
		expect(said.delivery.verdict).toBe("FAIL");
		expect(said.delivery.attempts.map((one: { reason: string }) => one.reason)).toEqual([
			reason,
			reason,
			reason,
		]);
		expect(await notices(bench, "lin")).toEqual(["kfUnavailable"]);
		expect((await bench.transcript("lin")).grants.left).toBe(5);
	})(),
);

test(
	"a door that does not listen fails after three attempts without an exception",
	withBench({ push: { url: "http://127.0.0.1:4319/nobody" } }, async (bench) => {
		const said = await bench.say("lin", "hi");
		expect(said.delivery.attempts).toHaveLength(3);
		expect(said.delivery.verdict).toBe("FAIL");
	}),
);

test(
	"a single-shot notification is pushed once, and its failure tells no user",
	withBench({}, async (bench) => {
		bench.door.answer = () => ({ status: 500 });
		const fields = { MsgType: "event", Event: "weapp_audit_success", SuccTime: 1 };
		const raw = await bench.control(`POST /_sim/chat/${APPID}/lin/raw?wait=1`, { fields, singleShot: true });
		expect(raw.delivery.attempts).toHaveLength(1);
		expect(await notices(bench, "lin")).toEqual([]);
	}),
);

test(
	"an unknown message type opens a window, an unknown event does not",
	withBench({}, async (bench) => {
		const raw = (fields: object) => bench.control(`POST /_sim/chat/${APPID}/lin/raw?wait=1`, { fields });
		await raw({ MsgType: "event", Event: "debug_demo", debug_str: "hello world" });
		expect((await bench.sendText("lin")).errcode).toBe(45015);
		await raw({ MsgType: "voice", MediaId: "m", Format: "amr" });
		expect((await bench.sendText("lin")).errcode).toBe(0);
		expect(open(bench.door.pushes[1]!)).toMatchObject({ MsgType: "voice", Format: "amr" });
	}),
);

test(
	"SessionFrom is wxapp when nothing was set and is cut at a character after 1000 bytes",
	withBench({}, async (bench) => {
		const enter = (sessionFrom?: string) =>
			bench.control(`POST /_sim/chat/${APPID}/lin/enter?wait=1`, { sessionFrom });
		await enter();
		await enter(`${"x".repeat(999)}好`);
		expect(bench.door.pushes.map((pushed) => open(pushed).SessionFrom)).toEqual(["wxapp", "x".repeat(999)]);
		expect(open(bench.door.pushes[0]!).MsgId).toBeUndefined();
	}),
);

test(
	"pictures and cards carry links that can be fetched for three days",
	withBench({ push: { format: "xml" } }, async (bench) => {
		await bench.control(`POST /_sim/chat/${APPID}/lin/image?wait=1`, {});
		await bench.control(`POST /_sim/chat/${APPID}/lin/card?wait=1`, {
			title: "Cup",
			pagepath: "pages/a?b=1",
		});
		const [image, card] = bench.door.pushes.map(open);
		expect(card).toMatchObject({ Title: "Cup", AppId: APPID, PagePath: "pages/a?b=1" });
		expect((await fetch(image!.PicUrl!)).headers.get("content-type")).toBe("image/png");
		expect((await fetch(card!.ThumbUrl!)).status).toBe(200);
		await bench.control("POST /_sim/clock", { advanceSeconds: 3 * 86_400 });
		expect((await fetch(image!.PicUrl!)).status).toBe(404);
	}),
);

test(
	"a call without wait answers before the push is answered",
	withBench({}, async (bench) => {
		let release: () => void = () => {};
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		bench.door.answer = async () => {
			await released;
			return { body: "success" };
		};
		const said = await bench.control(`POST /_sim/chat/${APPID}/lin/text`, { content: "hi" });
		expect(said.msgId).toBe("23637352235060881");
		expect((await bench.control(`GET /_sim/pushes/${said.pushId}`)).verdict).toBeNull();
		expect((await bench.sendText("lin")).errcode).toBe(0);
		release();
	}),
);

test(
	"with serial order one user's second message waits for the answer to the first",
	withBench({ flags: { perUserOrder: "serial" } }, async (bench) => {
		bench.door.answer = (_pushed, count) => (count === 1 ? "never" : { body: "success" });
		await bench.control(`POST /_sim/chat/${APPID}/lin/text`, { content: "first" });
		await bench.say("lin", "second");
		const contents = bench.door.pushes.map((pushed) => open(pushed).Content);
		expect(contents).toEqual(["first", "first", "second"]);
	}),
);

test.each([
	[{ body: (echo: string) => echo, status: 200 }, true, null],
	[{ body: (echo: string) => `${echo}\n`, status: 200 }, false, "mismatch"],
	[{ body: (echo: string) => echo, status: 403 }, false, "status"],
])("U1: the URL check passes only for the exact echo (%#)", (reply, ok, reason) =>
	withBench({}, async (bench) => {
		bench.door.answer = ({ query }) => ({
			status: reply.status,
			body: reply.body(query.get("echostr") ?? ""),
		});
		expect(await bench.control(`POST /_sim/accounts/${APPID}/verify`)).toMatchObject({ ok, reason });
		const { query, method } = bench.door.pushes[0]!;
		expect(method).toBe("GET");
		expect(query.get("echostr")).toMatch(/^\d{19}$/);
		expect(query.get("signature")).toBe(sign(TOKEN, query.get("timestamp")!, query.get("nonce")!));
	})(),
);

test(
	"a push configuration whose URL check fails is not saved",
	withBench({}, async (bench) => {
		bench.door.answer = () => "never";
		const push = { url: bench.door.url, token: "NEW", mode: "plain", format: "xml" };
		const saved = await bench.control(`PUT /_sim/accounts/${APPID}/push`, push);
		expect(saved).toMatchObject({ saved: false, check: { reason: "timeout" } });
		expect((await bench.control(`GET /_sim/accounts/${APPID}`)).push.format).toBe("json");
		bench.door.answer = ({ query }) => ({ body: query.get("echostr") ?? "" });
		expect((await bench.control(`PUT /_sim/accounts/${APPID}/push`, push)).saved).toBe(true);
		expect((await bench.control(`GET /_sim/accounts/${APPID}`)).push.format).toBe("xml");
	}),
);
