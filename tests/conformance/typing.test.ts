/** Y: the sign that an agent writes; whatever WeChat says about it, the agent hears nothing. */
import { afterEach, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { type LineCustomer, openConformanceDesk } from "@/tests/support/conformance-desk";
import type { Json } from "@/tests/support/simulator";

const desk = await openConformanceDesk();
const { wechat, http, agent } = desk;

afterEach(async () => {
	await wechat.control("POST /clock", { reset: true });
	await wechat.control("DELETE /faults");
});

/** The agent's browser says that somebody writes, or has stopped: nothing ever comes back. */
async function type(customer: LineCustomer, typing: boolean): Promise<void> {
	const path = `POST /api/conversations/${await customer.conversationId()}/typing`;
	expect(await http.as(agent, path, { typing })).toMatchObject({ status: 204 });
}

/** What WeChat answered to the account's signs, oldest first. */
async function answers(appId: string): Promise<number[]> {
	const { items } = await wechat.control(`GET /log?kind=api&appid=${appId}`);
	return items
		.filter(({ request }: Json) => request.url.includes("custom/typing"))
		.map(({ response }: Json) => JSON.parse(response.body).errcode);
}

/** After all that the agent still answers, and the customer has it. */
async function expectAnswered(customer: LineCustomer): Promise<void> {
	expect(await customer.answer("在的")).toMatchObject({ status: 201 });
	await deliver(await customer.conversationId());
	expect(await customer.heard()).toEqual(["在的"]);
}

test.each([
	["ok", 0],
	["45081", 45081],
] as const)(
	"Y1 (cancelTypingInactive %s): a sign taken away that WeChat shows no more",
	async (cancelTypingInactive, said) => {
		const line = await desk.line(`y1-${said}`, {}, { cancelTypingInactive });
		const customer = await line.customer("lin");
		await customer.says("在吗");
		await type(customer, true);
		await type(customer, true);
		await wechat.control("POST /clock", { advanceSeconds: 16 });
		await type(customer, false);
		expect(await answers(line.channel.appId)).toEqual([0, said]);
		await wechat.control("POST /clock", { reset: true });
		await expectAnswered(customer);
	},
);

test("Y1 (45080): WeChat finds the last message too long ago", async () => {
	const line = await desk.line("y1-45080");
	const customer = await line.customer("lin");
	await customer.says("在吗");
	await wechat.control("POST /clock", { advanceSeconds: 31 });
	await type(customer, true);
	expect(await answers(line.channel.appId)).toEqual([45080]);
	await wechat.control("POST /clock", { reset: true });
	await expectAnswered(customer);
});

test("Y1 (40200): an account that may not show it is asked once", async () => {
	const line = await desk.line("y1-40200");
	const fault = { target: "api", kind: "errcode", path: "typing", errcode: 40200, appid: line.channel.appId };
	await wechat.control("POST /faults", fault);
	const [one, other] = [await line.customer("lin"), await line.customer("mu")];
	for (const customer of [one, other]) {
		await customer.says("在吗");
		await type(customer, true);
		await type(customer, false);
	}
	expect(await answers(line.channel.appId)).toEqual([40200]);
	await expectAnswered(one);
});
