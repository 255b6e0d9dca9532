/** P5, P7 and P10: once for every copy of a push, and the same answer to each, with each way of retrying. */
import { type ExpectStatic, expect, test } from "vitest";
import { COMBINATIONS, type Line, openConformanceDesk } from "@/tests/support/conformance-desk";
import { count, setRules } from "@/tests/support/desk";
import type { Json } from "@/tests/support/simulator";
import { holdLock } from "@/tests/support/table-lock";

const desk = await openConformanceDesk();
const { wechat } = desk;

const verdicts = (delivery: Json): string[] => delivery.attempts.map(({ verdict }: Json) => verdict);

/** Somebody who has written before, so that there is a conversation whose row can be held. */
async function held(line: Line) {
	const customer = await line.customer("p5");
	await customer.says("第一条");
	const lock = await holdLock("SELECT FROM conversations WHERE id = $1 FOR UPDATE", [
		await customer.conversationId(),
	]);
	return { customer, lock };
}

/** Resolves when WeChat has given up an attempt at pushing to the line. */
const givenUp = ({ channel }: Line, expect: ExpectStatic) =>
	expect
		.poll(
			async () => {
				const { items } = await wechat.control(`GET /log?kind=push&appid=${channel.appId}`);
				return items.some(({ verdict }: Json) => verdict === "NO_ANSWER");
			},
			{ interval: 10 },
		)
		.toBe(true);

test.concurrent.for([
	["as it is", {}],
	["retryKeepsTimestamp", { retryKeepsTimestamp: true }],
	["maxAttempts 4", { maxAttempts: 4 }],
	["retryGapMs 100", { retryGapMs: 100 }],
	["perUserOrder serial", { perUserOrder: "serial" }],
	["the connection kept after the timeout", { keepTimedOutMs: 5000 }],
] as const)(
	"P5 (%s): the first attempt times out, a later one is answered: one row, no notice",
	async ([name, flags], { expect }) => {
		const line = await desk.line(
			`p5-${name.replaceAll(" ", "-")}`,
			{ encryption: "safe" },
			{ pushTimeoutMs: 2000, ...flags },
		);
		const { customer, lock } = await held(line);
		const saying = customer.says("在吗");
		await givenUp(line, expect);
		await lock.release();
		const delivery = await saying;
		expect(delivery.verdict).toBe("ACK");
		expect(verdicts(delivery)[0]).toBe("NO_ANSWER");
		const nonces = delivery.attempts.map(({ request }: Json) =>
			new URL(request.url).searchParams.get("nonce"),
		);
		expect(nonces[0] === nonces[1]).toBe("retryKeepsTimestamp" in flags);
		expect(await customer.written()).toEqual(["第一条", "在吗"]);
		expect(await customer.notices()).toEqual([]);
	},
);

test.concurrent.for([true, false])(
	"P5 (retryOnBadStatus %s): the database fails under the first attempt: 503, stored once or not at all, never half",
	async (retryOnBadStatus, { expect }) => {
		const line = await desk.line(`p5-status-${retryOnBadStatus}`, {}, { retryOnBadStatus });
		const { customer, lock } = await held(line);
		const saying = customer.says("在吗");
		await lock.endWaiting();
		await lock.release();
		const delivery = await saying;
		expect(delivery.attempts[0].response.status).toBe(503);
		expect(delivery.verdict).toBe(retryOnBadStatus ? "ACK" : "FAIL");
		expect(await customer.written()).toEqual(retryOnBadStatus ? ["第一条", "在吗"] : ["第一条"]);
		expect(await customer.says("还在吗")).toMatchObject({ verdict: "ACK" });
	},
);

test.each(COMBINATIONS)(
	"P7 ($name; retryKeepsTimestamp each way, spuriousDuplicate): a copy of what was transferred is transferred again",
	async ({ name, ...kind }) => {
		const line = await desk.line(`p7-${name}`, { ...kind, openingMode: "transfer" });
		const { appId: appid, id } = line.channel;
		const customer = await line.customer("p7");
		const first = await customer.says("一");
		const again = await wechat.control(`POST /pushes/${first.id}/repeat`, { copies: 2 });
		expect(verdicts(again)).toEqual(["TRANSFER", "TRANSFER", "TRANSFER"]);
		for (const retryKeepsTimestamp of [false, true]) {
			await line.flags({ retryKeepsTimestamp });
			const fault = { target: "push", kind: "lostAnswer", attempts: 1, count: 1, appid };
			await wechat.control("POST /faults", fault);
			expect(verdicts(await customer.says("二"))).toEqual(["NO_ANSWER", "TRANSFER"]);
		}
		await line.flags({ spuriousDuplicate: { probability: 1, afterMs: 5 } });
		expect(verdicts(await customer.says("三"))).toEqual(["TRANSFER", "TRANSFER"]);
		expect(await customer.written()).toEqual(["一", "二", "二", "三"]);
		expect(await count("raw_pushes", `channel_id = '${id}'`)).toBe(4);
	},
);

test.each(
	(["xml", "json"] as const).flatMap((format) =>
		["parallel", "serial"].map((perUserOrder) => ({ format, perUserOrder })),
	),
)(
	"P10 ($format; perUserOrder $perUserOrder): two events of one second that say the same are one row and one welcome",
	async ({ format, perUserOrder }) => {
		const id = `p10-${format}-${perUserOrder}`;
		const line = await desk.line(id, { format, openingMode: "bot" }, { perUserOrder });
		await setRules(line.channel.id, [
			{
				name: "欢迎",
				trigger: { kind: "enter", cooldownMinutes: 0 },
				actions: [{ kind: "reply", text: "欢迎" }],
			},
		]);
		const customer = await line.customer("p10");
		const CreateTime = Math.floor(Date.now() / 1000);
		const fields = { MsgType: "event", Event: "user_enter_tempsession", SessionFrom: "wxapp", CreateTime };
		const both = await Promise.all([customer.does("raw", { fields }), customer.does("raw", { fields })]);
		expect(both.flatMap(verdicts)).toEqual(["ACK", "ACK"]);
		expect((await customer.thread()).map(({ direction }) => direction)).toEqual(["event", "out"]);
	},
);
