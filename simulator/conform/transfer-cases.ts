import { type ConformCase, describe, type Seen } from "./case";
import type { ConformContext } from "./context";
import type { Target } from "./target";

const SESSION_MS = 30 * 60 * 1000;
const onlyTransfer = ({ transfer }: Target) =>
	transfer ? null : "run with --transfer against a door set to it";

/** One text after the other, up to what is expected; each must reach the tool. */
async function transferred(context: ConformContext, contents: string[]): Promise<Seen> {
	const chat = context.newCustomer();
	for (const content of contents) {
		const delivery = await context.text(chat, content);
		if (delivery.verdict !== "TRANSFER") return { ok: false, seen: describe(delivery) };
	}
	const texts = chat.tool.items.flatMap(({ text }) => (typeof text === "string" ? [text] : []));
	const ok = chat.tool.state === "QUEUED" && texts.join() === contents.join();
	return { ok, seen: `${chat.tool.state} in the tool with: ${texts.join(", ")}` };
}

/** The official tool's agent took the session and never closed it; half an hour later pushes come again. */
async function afterHalfAnHour(context: ConformContext): Promise<Seen> {
	const chat = context.newCustomer();
	await context.text(chat, "a person please");
	const acceptedAt = context.world.clock.now() - SESSION_MS - 1000;
	Object.assign(chat.tool, { state: "ACTIVE", agentId: "wang", acceptedAt, lastAt: acceptedAt });
	const delivery = await context.text(chat, "still there?");
	const ok = delivery.verdict === "TRANSFER" || delivery.verdict === "ACK";
	return { ok, seen: describe(delivery) };
}

async function enters(context: ConformContext): Promise<Seen> {
	const delivery = await context.event(context.newCustomer(), {
		Event: "user_enter_tempsession",
		SessionFrom: "wxapp",
	});
	return { ok: delivery.verdict === "ACK", seen: describe(delivery) };
}

/** T: what a door answers that hands its users over to the official tool. */
export const transferCases: ConformCase[] = [
	{
		id: "T1",
		given: "a text to a door set to transfer",
		expected: "a transfer in the account's format and mode, names swapped: the text waits in the tool",
		unfit: onlyTransfer,
		run: (context) => transferred(context, ["a person please"]),
	},
	{
		id: "T2",
		given: "more texts while the user waits in the tool",
		expected: "each transferred again",
		unfit: onlyTransfer,
		run: (context) => transferred(context, ["one", "two", "three"]),
	},
	{
		id: "T4",
		given: "a text half an hour after an agent of the tool took the session",
		expected: "success, nothing or transfer: the door may have gone on by itself",
		unfit: onlyTransfer,
		run: afterHalfAnHour,
	},
	{
		id: "T5",
		given: "a user enters a chat whose messages are transferred",
		expected: "success or nothing, no transfer",
		unfit: onlyTransfer,
		run: enters,
	},
];
