/** Every setting that changes how a push looks or is tried, with both of its values. */
import { expect, test } from "vitest";
import { open, transferPacket } from "./door-reading";
import { APPID, type Bench, IMPATIENT, type Json, withBench } from "./support";

/** One setting, its value, and what is seen with it. */
type Row = [flags: Record<string, unknown>, look: (bench: Bench) => Promise<unknown>, seen: unknown];

const raw = (bench: Bench, fields: object) =>
	bench.control(`POST /_sim/chat/${APPID}/lin/raw?wait=1`, { fields });
const lastBody = (bench: Bench): string => bench.door.pushes.at(-1)?.body ?? "";

async function attempts(bench: Bench, reply: { status: number } | "reset"): Promise<number> {
	bench.door.answer = () => reply;
	return (await bench.say("lin", "hi")).delivery.attempts.length;
}
async function sameMarksInRetry(bench: Bench): Promise<boolean[]> {
	bench.door.answer = async (_pushed, count) => {
		if (count > 1) return { body: "success" };
		await bench.control("POST /_sim/clock", { advanceSeconds: 2 });
		return "reset";
	};
	await bench.say("lin", "hi");
	const [first, second] = bench.door.pushes.map(({ query }) => query);
	return ["timestamp", "nonce"].map((name) => first!.get(name) === second!.get(name));
}
async function openidInQuery(bench: Bench): Promise<boolean> {
	await bench.say("lin", "hi");
	return bench.door.pushes[0]!.query.has("openid");
}
const header = (name: string) => async (bench: Bench) => {
	await bench.say("lin", "hi");
	return bench.door.pushes[0]!.headers[name];
};
const event = (bench: Bench, List: unknown[]) =>
	raw(bench, { MsgType: "event", Event: "subscribe_msg_popup_event", List });
async function eventAsJson(bench: Bench): Promise<Json> {
	await event(bench, [{ TemplateId: "t" }]);
	const { CreateTime, List } = JSON.parse(lastBody(bench));
	return { createTime: typeof CreateTime, list: List };
}
async function pushesWhenTwoWrite(bench: Bench): Promise<string[]> {
	bench.door.answer = (_pushed, count) => (count === 1 ? "never" : { body: "success" });
	const first = bench.say("lin", "first");
	await expect.poll(() => bench.door.pushes.length).toBe(1);
	await Promise.all([bench.say("lin", "second"), first]);
	return bench.door.pushes.map((pushed) => open(pushed).Content!);
}
async function duplicates(bench: Bench): Promise<number> {
	const { delivery } = await bench.say("lin", "hi");
	return delivery.attempts.filter((attempt: Json) => attempt.duplicate).length;
}
/** The first attempt is answered when its time is over. */
async function lateAnswer(bench: Bench, comes: boolean): Promise<unknown> {
	let release = () => {};
	const released = new Promise<void>((resolve) => {
		release = resolve;
	});
	bench.door.answer = async (_pushed, count) => {
		if (count === 1) await released;
		return { body: "success" };
	};
	const { pushId, delivery } = await bench.say("lin", "hi");
	expect(delivery.attempts.map((one: Json) => one.verdict)).toEqual(["NO_ANSWER", "ACK"]);
	release();
	const late = async () => (await bench.control(`GET /_sim/pushes/${pushId}`)).attempts[0].lateAnswer?.body;
	if (comes) await expect.poll(late).toBeDefined();
	return late();
}
async function sessionFromBytes(bench: Bench): Promise<number> {
	await bench.control(`POST /_sim/chat/${APPID}/lin/enter?wait=1`, { sessionFrom: `${"x".repeat(999)}好` });
	return Buffer.byteLength(open(bench.door.pushes[0]!).SessionFrom!);
}
async function entersWhileActive(bench: Bench): Promise<number> {
	bench.door.answer = (pushed) => ({ body: transferPacket(open(pushed), "json") });
	await bench.control(`POST /_sim/tool/${APPID}/agents`, { id: "wang", autoAccept: true });
	await bench.say("lin", "hi");
	bench.door.pushes.length = 0;
	await bench.control(`POST /_sim/chat/${APPID}/lin/enter?wait=1`, {});
	return bench.door.pushes.length;
}

const rows: Row[] = [
	[{ maxAttempts: 3 }, (bench) => attempts(bench, "reset"), 3],
	[{ maxAttempts: 4 }, (bench) => attempts(bench, "reset"), 4],
	[{ retryOnBadStatus: true }, (bench) => attempts(bench, { status: 500 }), 3],
	[{ retryOnBadStatus: false }, (bench) => attempts(bench, { status: 500 }), 1],
	[{ retryKeepsTimestamp: false }, sameMarksInRetry, [false, false]],
	[{ retryKeepsTimestamp: true }, sameMarksInRetry, [true, true]],
	[{ perUserOrder: "parallel", ...IMPATIENT }, pushesWhenTwoWrite, ["first", "second", "first"]],
	[{ perUserOrder: "serial", ...IMPATIENT }, pushesWhenTwoWrite, ["first", "first", "second"]],
	[{ spuriousDuplicate: { probability: 0, afterMs: 1 } }, duplicates, 0],
	[{ spuriousDuplicate: { probability: 1, afterMs: 1 } }, duplicates, 1],
	[{ keepTimedOutMs: 0, ...IMPATIENT }, (bench) => lateAnswer(bench, false), undefined],
	[{ keepTimedOutMs: 5000, ...IMPATIENT }, (bench) => lateAnswer(bench, true), "success"],
	[{ plainOpenid: true }, openidInQuery, true],
	[{ plainOpenid: false }, openidInQuery, false],
	[{ contentType: "auto" }, header("content-type"), "application/json"],
	[{ contentType: "none" }, header("content-type"), undefined],
	[{ contentType: "text/plain; charset=utf-8" }, header("content-type"), "text/plain; charset=utf-8"],
	[{ userAgent: "Mozilla/4.0" }, header("user-agent"), "Mozilla/4.0"],
	[{ userAgent: "WeChat" }, header("user-agent"), "WeChat"],
	[{ pragma: "no-cache" }, header("pragma"), "no-cache"],
	[{ pragma: "" }, header("pragma"), undefined],
	[{ jsonCreateTimeAsString: false }, eventAsJson, { createTime: "number", list: [{ TemplateId: "t" }] }],
	[{ jsonCreateTimeAsString: true }, eventAsJson, { createTime: "string", list: [{ TemplateId: "t" }] }],
	[{ singleListAsObject: true }, eventAsJson, { createTime: "number", list: { TemplateId: "t" } }],
	[{ cutsMidCharacter: false }, sessionFromBytes, 999],
	// Half a character is told by the replacement character, three bytes long.
	[{ cutsMidCharacter: true }, sessionFromBytes, 1002],
	[{ enterWhileActive: true }, entersWhileActive, 1],
	[{ enterWhileActive: false }, entersWhileActive, 0],
];

test.each(rows.map(([flags, look, seen]) => [JSON.stringify(flags), flags, look, seen] as const))(
	"%s",
	(_name, flags, look, seen) =>
		withBench({ flags }, async (bench) => {
			expect(await look(bench)).toEqual(seen);
		})(),
);

test.each([
	[false, 0],
	[true, 7],
])("with prettyXml %s there are %i line breaks between the elements", (prettyXml, breaks) =>
	withBench({ push: { format: "xml" }, flags: { prettyXml } }, async (bench) => {
		await bench.say("lin", "one line");
		expect(lastBody(bench).split("\n").length - 1).toBe(breaks);
		expect(open(bench.door.pushes[0]!).Content).toBe("one line");
	})(),
);

test.each([0, 120])("with retryGapMs %i the second attempt waits that long", (retryGapMs) =>
	withBench({ flags: { retryGapMs, maxAttempts: 2 } }, async (bench) => {
		const cameAt: number[] = [];
		bench.door.answer = () => {
			cameAt.push(performance.now());
			return "reset";
		};
		await bench.say("lin", "hi");
		expect(cameAt[1]! - cameAt[0]!).toBeGreaterThanOrEqual(retryGapMs - 5);
	})(),
);
