import { expect, test } from "vitest";
import type { Unsent } from "@/components/composer/outbox";
import { countUncounted } from "@/components/composer/uncounted";
import type { Message, MessageStatus } from "@/lib/conversations/schema";

const taken = (seq: number, changeId: string, status: MessageStatus = "queued") =>
	({ direction: "out", clientKey: `key-${seq}`, seq, changeId, status }) as Message; // nothing else of it is read here
const onItsWay = (seq: number, type: "text" | "note" = "text") =>
	({ clientKey: `key-${seq}`, state: "sending", content: { type } }) as Unsent; // nor of this
const thread = (...items: Message[]) => ({ items, beyond: [] });
const before = { readSeq: 4, changeId: "20" };

test("a reply costs one from its Enter on, whichever word of the server comes first", () => {
	expect(countUncounted([onItsWay(5)], thread(), before)).toBe(1);
	// Its answer before the row, be it late itself; or the message by another way before its answer.
	expect(countUncounted([], thread(taken(5, "21")), before)).toBe(1);
	expect(countUncounted([], thread(taken(5, "22", "sending")), before)).toBe(1);
	expect(countUncounted([onItsWay(5)], thread(taken(5, "21")), before)).toBe(1);
	// The row counts it now; the message may be ahead of it again.
	const row = { readSeq: 5, changeId: "21" };
	expect(countUncounted([onItsWay(5)], thread(taken(5, "21")), row)).toBe(0);
	expect(countUncounted([], thread(taken(5, "22", "accepted")), row)).toBe(0);
});

test("a row that counts the first of two replies does not give the second back", () => {
	const row = { readSeq: 5, changeId: "99" };
	expect(countUncounted([], thread(taken(5, "99"), taken(6, "100")), row)).toBe(1);
	expect(countUncounted([], { items: [], beyond: [taken(6, "100")] }, row)).toBe(1);
});

test("what waits for the customer, what colleagues read, what failed and what the bot said long ago cost nothing", () => {
	const note = { ...taken(8, "21"), direction: "note", status: "received" } as Message;
	const said = thread(taken(5, "21", "held"), taken(6, "21", "failed"), taken(7, "19", "accepted"), note);
	expect(countUncounted([onItsWay(9, "note")], said, before)).toBe(0);
});
