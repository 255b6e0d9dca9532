import { expect, test } from "vitest";
import { combinations, notices, open } from "./door-reading";
import { APPID, ORIGINAL_ID, withBench } from "./support";

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
	"timestamps follow the virtual clock; with queryClock real those of queries do not, and CreateTime still does",
	withBench({}, async (bench) => {
		const day = 86_400;
		await bench.control("POST /_sim/clock", { advanceSeconds: day });
		const daysAhead = (seconds: unknown) => Math.trunc((Number(seconds) - Date.now() / 1000 + day / 2) / day);
		const everything = async () => {
			bench.door.pushes.length = 0;
			await bench.say("lin", "hi");
			await bench.control(`POST /_sim/accounts/${APPID}/verify`);
			await bench.control(`POST /_sim/attacks/${APPID}/html-content`);
			const queries = bench.door.pushes.map(({ query }) => daysAhead(query.get("timestamp")));
			return { queries, createTime: daysAhead(open(bench.door.pushes[0]!).CreateTime) };
		};
		expect(await everything()).toEqual({ queries: [1, 1, 1], createTime: 1 });
		await bench.control(`POST /_sim/accounts/${APPID}/flags`, { queryClock: "real" });
		expect(await everything()).toEqual({ queries: [0, 0, 0], createTime: 1 });
	}),
);
