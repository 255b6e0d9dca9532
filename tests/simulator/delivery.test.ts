import { expect, test } from "vitest";
import { sign } from "@/simulator/push/crypto";
import { notices, open } from "./door-reading";
import { APPID, IMPATIENT, TOKEN, withBench } from "./support";

test(
	"P5: without an answer the same message is pushed again, newly sealed, and the user sees no notice",
	withBench({ push: { mode: "safe" }, flags: IMPATIENT }, async (bench) => {
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
	withBench({ flags: IMPATIENT }, async (bench) => {
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
	withBench({ flags: { perUserOrder: "serial", ...IMPATIENT } }, async (bench) => {
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
	withBench({ flags: IMPATIENT }, async (bench) => {
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
