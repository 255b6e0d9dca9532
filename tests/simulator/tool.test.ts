import { expect, test } from "vitest";
import { APPID, type Bench, type Json, type Pushed, withBench } from "./support";

/** A door that hands everything to the official tool. */
function transferAll(bench: Bench): void {
	bench.door.answer = ({ body }: Pushed) => {
		const { ToUserName, FromUserName, MsgType } = JSON.parse(body) as Record<string, string>;
		if (MsgType === "event") return { body: "success" };
		const packet = { ToUserName: FromUserName, FromUserName: ToUserName, CreateTime: 1 };
		return { body: JSON.stringify({ ...packet, MsgType: "transfer_customer_service" }) };
	};
}

const tool = (bench: Bench, call: string, body: object): Promise<Json> =>
	bench.control(`POST /_sim/tool/${APPID}/${call}`, body);
const refused = async (bench: Bench, call: string, body: object) => {
	const answer = await bench.request(`POST /_sim/tool/${APPID}/${call}`, body);
	return [answer.status, answer.body.error?.code];
};
const state = async (bench: Bench) => (await bench.transcript("lin")).toolState;
const advance = (bench: Bench, advanceSeconds: number) =>
	bench.control("POST /_sim/clock", { advanceSeconds });
const toolTexts = (session: Json): string[] =>
	session.items.flatMap((item: { text?: string }) => item.text ?? []);

async function inSession(bench: Bench): Promise<void> {
	transferAll(bench);
	await tool(bench, "agents", { id: "wang" });
	await bench.say("lin", "a person please");
	await tool(bench, "accept", { agent: "wang" });
}

test(
	"T2: while the user waits each message is pushed, and reaches the tool only when transferred again",
	withBench({}, async (bench) => {
		transferAll(bench);
		await bench.say("lin", "one");
		bench.door.answer = () => ({ body: "success" });
		await bench.say("lin", "two");
		transferAll(bench);
		await bench.say("lin", "three");
		const { items } = await bench.control(`GET /_sim/tool/${APPID}/waiting`);
		expect(toolTexts(items[0])).toEqual(["one", "three"]);
		expect(bench.door.pushes).toHaveLength(3);
	}),
);

test(
	"T3: once accepted, messages go to the tool and are not pushed; entering still is",
	withBench({}, async (bench) => {
		await inSession(bench);
		expect(await state(bench)).toBe("ACTIVE");
		const said = await bench.say("lin", "in the tool");
		expect(said).toMatchObject({ handledBy: "tool", pushId: null, delivery: null });
		await bench.control(`POST /_sim/chat/${APPID}/lin/enter?wait=1`, {});
		expect(bench.door.pushes).toHaveLength(2);
		const { items } = await bench.control(`GET /_sim/tool/${APPID}/sessions`);
		expect(toolTexts(items[0])).toEqual(["a person please", "in the tool"]);
	}),
);

test(
	"T4: thirty minutes after acceptance pushes resume, also when the user wrote in between",
	withBench({}, async (bench) => {
		await inSession(bench);
		await advance(bench, 20 * 60);
		await bench.say("lin", "still talking");
		await advance(bench, 10 * 60 - 5);
		expect(await state(bench)).toBe("ACTIVE");
		await advance(bench, 6);
		expect(await state(bench)).toBe("NONE");
		expect((await bench.say("lin", "hello again")).handledBy).toBe("push");
	}),
);

test(
	"by setting, the thirty minutes run from the last message",
	withBench({ flags: { expiryBase: "lastMessage" } }, async (bench) => {
		await inSession(bench);
		await advance(bench, 20 * 60);
		await bench.say("lin", "still talking");
		await advance(bench, 29 * 60);
		expect(await state(bench)).toBe("ACTIVE");
		await advance(bench, 61);
		expect(await state(bench)).toBe("NONE");
	}),
);

test(
	"an agent replies with text and picture, closes, and the next message is pushed",
	withBench({}, async (bench) => {
		await inSession(bench);
		await tool(bench, "reply", { user: "lin", text: "how can I help" });
		await tool(bench, "reply", { user: "lin" });
		await tool(bench, "close", { user: "lin" });
		const { items } = await bench.transcript("lin");
		const fromTool = items.filter((item: { from: string }) => item.from === "tool");
		expect(fromTool.map((item: { type: string }) => item.type)).toEqual(["text", "image"]);
		expect((await bench.say("lin", "one more thing")).handledBy).toBe("push");
	}),
);

test(
	"impossible steps are refused with a reason",
	withBench({}, async (bench) => {
		transferAll(bench);
		await tool(bench, "agents", { id: "wang", status: "offline" });
		expect(await refused(bench, "accept", { agent: "wang" })).toEqual([409, "not_waiting"]);
		await bench.say("lin", "hi");
		expect(await refused(bench, "accept", { agent: "wang" })).toEqual([409, "agent_offline"]);
		expect(await refused(bench, "accept", { agent: "nobody" })).toEqual([404, "unknown_agent"]);
		expect(await refused(bench, "reply", { user: "lin", text: "x" })).toEqual([409, "not_active"]);
		expect(await refused(bench, "close", { user: "stranger" })).toEqual([404, "unknown_user"]);
	}),
);

test(
	"an agent's reply needs an open window",
	withBench({ flags: { expiryBase: "lastMessage" } }, async (bench) => {
		await inSession(bench);
		for (let hour = 0; hour < 97; hour++) {
			await tool(bench, "reply", { user: "lin", text: "are you there?" });
			await advance(bench, 29 * 60 + 50);
		}
		expect(await refused(bench, "reply", { user: "lin", text: "?" })).toEqual([409, "no_window"]);
	}),
);

test.each([
	[false, 0],
	[true, 45047],
])(
	"O1: with toolSharesBudget %s five replies of the tool leave the API with code %i",
	(toolSharesBudget, code) =>
		withBench({ flags: { toolSharesBudget } }, async (bench) => {
			await inSession(bench);
			for (let n = 0; n < 5; n++) await tool(bench, "reply", { user: "lin", text: `answer ${n}` });
			expect((await bench.sendText("lin", "from the console")).errcode).toBe(code);
		})(),
);

test(
	"auto-accept takes the longest waiting user while there is room",
	withBench({}, async (bench) => {
		transferAll(bench);
		await bench.say("lin", "first");
		await advance(bench, 1);
		await bench.say("mei", "second");
		await tool(bench, "agents", { id: "wang", autoAccept: true, maxSessions: 1 });
		expect(await state(bench)).toBe("ACTIVE");
		expect((await bench.transcript("mei")).toolState).toBe("QUEUED");
		await tool(bench, "close", { user: "lin" });
		expect((await bench.transcript("mei")).toolState).toBe("ACTIVE");
	}),
);

test(
	"when an agent logs out the sessions wait again",
	withBench({}, async (bench) => {
		await inSession(bench);
		await tool(bench, "logout", { agent: "wang" });
		expect(await state(bench)).toBe("QUEUED");
	}),
);

test(
	"without message push every message goes straight to the tool",
	withBench({ push: { enabled: false } }, async (bench) => {
		expect((await bench.say("lin", "hi")).handledBy).toBe("tool");
		expect(await state(bench)).toBe("QUEUED");
		expect(bench.door.pushes).toHaveLength(0);
	}),
);
