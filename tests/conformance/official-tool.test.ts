/** T and O: what the official tool does beside us, with each way in which it may do it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { type Line, type LineCustomer, openConformanceDesk } from "@/tests/support/conformance-desk";
import type { Channel } from "@/tests/support/desk";
import type { Json } from "@/tests/support/simulator";

const desk = await openConformanceDesk();
const { wechat, http, agent } = desk;
let worker: Worker;

beforeAll(async () => {
	worker = await startWorker();
});
afterAll(() => worker.stop());

const tool = ({ channel }: Line, call: string, body: object): Promise<Json> =>
	wechat.control(`POST /tool/${channel.appId}/${call}`, body);
const toolState = async (customer: LineCustomer): Promise<string> => (await customer.phone()).toolState;

/** What the official tool's agent sees of a customer who waits. */
async function waiting({ channel }: Line, { openid }: LineCustomer): Promise<string[]> {
	const { items } = await wechat.control(`GET /tool/${channel.appId}/waiting`);
	const found = items.find((item: Json) => item.openid === openid);
	return found.items.flatMap(({ text }: Json) => text ?? []);
}

/** A channel that transfers, and a customer whom an agent of the tool has accepted. */
async function accepted(id: string, flags: Record<string, unknown>) {
	const change: Partial<Channel> = { encryption: "safe", format: "xml", openingMode: "transfer" };
	const line = await desk.line(id, change, flags);
	await tool(line, "agents", { id: "wang", name: "王" });
	const customer = await line.customer("lin");
	expect(await customer.says("转人工")).toMatchObject({ verdict: "TRANSFER" });
	await tool(line, "accept", { agent: "wang", user: "lin" });
	expect(await toolState(customer)).toBe("ACTIVE");
	return { line, customer };
}

test.each(
	["ignored", "notice"].flatMap((wrongFormatOutcome) =>
		(["xml", "json"] as const).map((format) => ({ wrongFormatOutcome, format })),
	),
)(
	"T1 (wrongFormatOutcome $wrongFormatOutcome, $format): our transfer is in the account's own format, so no notice comes",
	async ({ wrongFormatOutcome, format }) => {
		const id = `t1-${format}-${wrongFormatOutcome}`;
		const line = await desk.line(id, { format, openingMode: "transfer" }, { wrongFormatOutcome });
		const customer = await line.customer("lin");
		const { verdict, attempts } = await customer.says("转人工 😀");
		expect([verdict, attempts.length]).toEqual(["TRANSFER", 1]);
		expect(await waiting(line, customer)).toEqual(["转人工 😀"]);
		expect(await customer.notices()).toEqual([]);
	},
);

test.each([true, false])(
	"T2 (logoutRequeues %s): the tool's agent leaves, and the next message is transferred to whoever comes",
	async (logoutRequeues) => {
		const { line, customer } = await accepted(`t2-${logoutRequeues}`, { logoutRequeues });
		await tool(line, "logout", { agent: "wang" });
		expect(await toolState(customer)).toBe(logoutRequeues ? "QUEUED" : "NONE");
		expect(await customer.says("还有人吗")).toMatchObject({ verdict: "TRANSFER" });
		expect(await waiting(line, customer)).toContain("还有人吗");
	},
);

test("T3: what is said while the tool's agent has the customer is invented nowhere, and nobody here talks into it", async () => {
	const { line, customer } = await accepted("t3", {});
	expect(await customer.says("只给官方")).toBeNull();
	await tool(line, "reply", { user: "lin", text: "官方回复" });
	expect(await customer.written()).toEqual(["转人工"]);
	expect(JSON.stringify(await customer.thread())).not.toMatch(/只给官方|官方回复/);
	expect(await customer.answer("插话")).toMatchObject({
		status: 409,
		body: { error: { code: "transferred" } },
	});
});

test.each([false, true])(
	"O1 (toolSharesBudget %s): replies of the tool and of the console stand in their order, and the budget is WeChat's",
	async (toolSharesBudget) => {
		const { line, customer } = await accepted(`o1-${toolSharesBudget}`, { toolSharesBudget });
		await http.as(agent, `POST /api/conversations/${await customer.conversationId()}/claim`);
		const said: string[] = [];
		for (const n of [1, 2]) {
			await tool(line, "reply", { user: "lin", text: `官方 ${n}` });
			expect(await customer.answer(`我们 ${n}`)).toMatchObject({ status: 201 });
			said.push(`官方 ${n}`, `我们 ${n}`);
			await expect.poll(() => onPhone(customer)).toEqual(said);
		}
		await tool(line, "reply", { user: "lin", text: "官方 3" });
		await customer.answer("我们 3");
		// Five in all, where the tool spends of the same: this was the sixth, which our ledger cannot know.
		const ending = toolSharesBudget ? ["failed", 45047] : ["accepted", undefined];
		await expect.poll(() => last(customer)).toEqual(ending);
		expect(await onPhone(customer)).toEqual([...said, "官方 3", ...(toolSharesBudget ? [] : ["我们 3"])]);
		const path = `GET /api/conversations/${await customer.conversationId()}`;
		expect((await http.as(agent, path)).body.window.remaining).toBe(toolSharesBudget ? 0 : 2);
		expect(ours(await customer.thread())).toEqual(["我们 1", "我们 2", "我们 3"]);
	},
);

/** Who answered what, as the customer reads it. */
const onPhone = async (customer: LineCustomer): Promise<string[]> =>
	(await customer.phone()).items
		.filter(({ from }: Json) => from === "tool" || from === "api")
		.map(({ text }: Json) => text);

const ours = (thread: Json[]): string[] =>
	thread.filter(({ direction }) => direction === "out").map(({ content }) => content.text);

async function last(customer: LineCustomer): Promise<unknown[]> {
	const { status, failure } = (await customer.thread()).at(-1);
	return [status, failure?.errcode];
}
