import { expect, test } from "vitest";
import { combinations, firstAttempt, notices, open, sealReply, transferPacket } from "./door-reading";
import { APPID, withBench } from "./support";

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
