import { answered, type ConformCase, describeAttempt, expectedAnswer, type Seen } from "./case";
import type { ConformContext } from "./context";

const AT_ONCE = 50;
const TWINS = 5;

/** The first answer is lost on its way, so WeChat pushes again. */
const retried =
	(retryKeepsTimestamp: boolean) =>
	async (context: ConformContext): Promise<Seen> => {
		const chat = context.newCustomer();
		const { openid } = chat;
		const fault = { target: "push", kind: "lostAnswer", attempts: 1, count: 1, probability: 1 } as const;
		context.world.faults.add({ ...fault, openid });
		const delivery = await context.text(chat, "answer lost", { maxAttempts: 2, retryKeepsTimestamp });
		return answered(context, delivery);
	};

async function atOnce(context: ConformContext): Promise<Seen> {
	const customers = Array.from({ length: AT_ONCE }, () => context.newCustomer());
	const deliveries = await Promise.all(customers.map((chat) => context.text(chat, "all at once")));
	const failed = deliveries.map((one) => answered(context, one)).filter(({ ok }) => !ok);
	const slowest = Math.max(...deliveries.map(({ attempts }) => attempts[0]?.ms ?? 0));
	const first = failed[0] ? `; ${failed.length} failed: ${failed[0].seen}` : "";
	return { ok: failed.length === 0, seen: `slowest ${slowest} ms${first}` };
}

/** The same request several times at one instant. */
async function twins(context: ConformContext): Promise<Seen> {
	const chat = context.newCustomer();
	const fault = { target: "push", kind: "concurrentDuplicate", count: 1, probability: 1 } as const;
	context.world.faults.add({ ...fault, copies: TWINS, openid: chat.openid });
	const delivery = await context.text(chat, "many at once");
	const verdicts = new Set(delivery.attempts.map(({ verdict }) => verdict));
	const usual = answered(context, delivery);
	const seen = delivery.attempts.map(({ verdict }) => verdict).join(", ");
	return { ok: usual.ok && verdicts.size === 1 && delivery.attempts.length === TWINS, seen };
}

/** Once more after it was answered. */
async function again(context: ConformContext): Promise<Seen> {
	const delivery = await context.text(context.newCustomer(), "a person please");
	const first = delivery.verdict;
	await delivery.repeat(1);
	const last = delivery.attempts.at(-1);
	const seen = `first ${first}, then ${last?.verdict}: ${last ? describeAttempt(last) : "nothing"}`;
	return { ok: answered(context, delivery).ok && last?.verdict === first, seen };
}

/** P4–P7: in time, and the same answer however often it comes. */
export const repeatCases: ConformCase[] = [
	{
		id: "P4",
		given: `${AT_ONCE} texts of ${AT_ONCE} users at once`,
		expected: "each answered as usual within WeChat's 5 s",
		run: atOnce,
	},
	{
		id: "P5",
		given: "a text pushed again, newly signed, because the answer was lost",
		expected: expectedAnswer,
		run: retried(false),
	},
	{
		id: "P5.same",
		given: "the same with the timestamp and nonce of the first attempt",
		expected: expectedAnswer,
		run: retried(true),
	},
	{
		id: "P6",
		given: `${TWINS} identical pushes at one instant`,
		expected: "all answered alike",
		run: twins,
	},
	{
		id: "P7",
		given: "a text that was answered comes once more",
		expected: "the same answer as the first time; a transfer again where it was one",
		run: again,
	},
];
