import fc from "fast-check";
import { expect, test } from "vitest";
import { blindMarks } from "@/components/conversation/blind-interval";
import type { EventContent } from "@/lib/conversations/event-schema";
import type { Message, Mode } from "@/lib/conversations/schema";

const atMinute = (minute: number) => new Date(Date.UTC(2026, 10, 20, 6, minute)).toISOString();

const base = (seq: number, minute: number) => ({
	id: `m${seq}`,
	seq,
	at: atMinute(minute),
	changeId: "1",
});

const said = (seq: number, minute: number, direction: "in" | "out" = "in"): Message => ({
	...base(seq, minute),
	author: { kind: direction === "in" ? "customer" : "agent", name: null, ruleName: null },
	direction,
	type: "text",
	content: { type: "text", text: "…" },
	media: null,
	status: direction === "in" ? "received" : "accepted",
	failure: null,
	clientKey: null,
	retryOfSeq: null,
	retried: false,
});

const happened = (seq: number, minute: number, content: EventContent): Message => ({
	...base(seq, minute),
	author: { kind: "system", name: null, ruleName: null },
	direction: "event",
	type: content.event,
	content,
	media: null,
	status: "received",
	failure: null,
});

const switched = (
	seq: number,
	minute: number,
	from: Mode,
	to: Mode,
	more: { ruleName?: string; reason?: "pushes_resumed" | "transfer_lapsed" } = {},
) => happened(seq, minute, { event: "mode_changed", from, to, ruleName: null, ...more });

const plainly = ({ handedOver, blind, resumed }: ReturnType<typeof blindMarks>) => ({
	handedOver: [...handedOver],
	blind: [...blind].map(([seq, { fromAt, untilAt }]) => [seq, fromAt, untilAt]),
	resumed: [...resumed],
});
const nothing = { handedOver: [], blind: [], resumed: [] };

test("a person transfers: from the customer's next message on the desk may be blind, until the next one comes", () => {
	const thread = [said(1, 0), switched(2, 1, "agent", "transfer"), said(3, 2), said(4, 40)];
	expect(plainly(blindMarks(thread, "transfer"))).toEqual({
		handedOver: [3, 4],
		blind: [
			[3, atMinute(2), atMinute(40)],
			[4, atMinute(40), null],
		],
		resumed: [4],
	});
});

test("messages of somebody who waits in the queue are handed over one by one, with no interval between them", () => {
	const thread = [switched(1, 0, "agent", "transfer"), said(2, 1), said(3, 2), said(4, 3)];
	expect(plainly(blindMarks(thread, "transfer"))).toEqual({
		handedOver: [2, 3, 4],
		blind: [[4, atMinute(3), null]],
		resumed: [],
	});
});

test("a rule transfers: the message that made it do so was handed over, the one before it was not", () => {
	const thread = [said(1, 0), said(2, 1), switched(3, 1, "bot", "transfer", { ruleName: "转接" })];
	expect(blindMarks(thread, "transfer").handedOver).toEqual(new Set([2]));
	const entered = happened(2, 1, { event: "customer_entered", sessionFrom: "" });
	expect(
		blindMarks([said(1, 0), entered, switched(3, 1, "bot", "transfer", { ruleName: "转接" })], "transfer"),
	).toMatchObject({ handedOver: new Set() });
});

test("taken back: the interval ends with the switch, and what comes later is not handed over", () => {
	const thread = [said(1, 2), switched(2, 30, "transfer", "agent"), said(3, 31)];
	expect(plainly(blindMarks(thread, "agent"))).toEqual({
		handedOver: [1],
		blind: [[1, atMinute(2), atMinute(30)]],
		resumed: [],
	});
});

test("pushes came back and the channel lets the bot answer then: the line of the switch says so, nothing else does", () => {
	const thread = [
		switched(1, 0, "agent", "transfer"),
		said(2, 2),
		switched(3, 40, "transfer", "bot", { reason: "pushes_resumed" }),
		said(4, 40),
	];
	expect(plainly(blindMarks(thread, "bot"))).toEqual({
		handedOver: [2],
		blind: [[2, atMinute(2), atMinute(40)]],
		resumed: [],
	});
});

test("older messages are not loaded: the first switch tells the mode before it", () => {
	expect(blindMarks([said(7, 0), switched(8, 20, "transfer", "agent")], "agent").handedOver).toEqual(
		new Set([7]),
	);
	expect(plainly(blindMarks([said(7, 0), switched(8, 20, "bot", "agent")], "agent"))).toEqual(nothing);
});

test("a conversation closed while transferred and opened again by the customer: its new mode is not guessed", () => {
	const reopened = happened(4, 90, { event: "reopened", byCustomer: true });
	const closed = happened(3, 10, { event: "closed" });
	const thread = [switched(1, 0, "agent", "transfer"), said(2, 2), closed, reopened, said(5, 90)];
	expect(plainly(blindMarks(thread, "bot"))).toEqual({
		handedOver: [2],
		blind: [[2, atMinute(2), atMinute(90)]],
		resumed: [],
	});
	expect(blindMarks([...thread, switched(6, 91, "bot", "agent")], "agent").handedOver).toEqual(new Set([2]));
});

test("what we said and what else happened ends no interval", () => {
	const thread = [said(1, 0), said(2, 5, "out"), happened(3, 6, { event: "closed" })];
	expect(blindMarks(thread, "transfer").blind).toEqual(
		new Map([[1, { fromAt: atMinute(0), untilAt: null }]]),
	);
});

const act = fc.record({
	kind: fc.constantFrom("in" as const, "in" as const, "out" as const, "enter" as const, "switch" as const),
	to: fc.constantFrom<Mode>("bot", "agent", "transfer"),
	waitMinutes: fc.integer({ min: 0, max: 50 }),
});

/** A thread as the desk writes it, and which of its messages were truly handed over. */
function play(opening: Mode, acts: { kind: string; to: Mode; waitMinutes: number }[]) {
	let mode = opening;
	let minute = 0;
	const messages: Message[] = [];
	const truly: number[] = [];
	for (const { kind, to, waitMinutes } of acts) {
		minute += waitMinutes;
		const seq = messages.length + 1;
		if (kind === "switch" && to !== mode) {
			messages.push(switched(seq, minute, mode, to));
			mode = to;
		}
		if (kind === "enter")
			messages.push(happened(seq, minute, { event: "customer_entered", sessionFrom: "" }));
		if (kind === "out") messages.push(said(seq, minute, "out"));
		if (kind === "in") {
			messages.push(said(seq, minute));
			if (mode === "transfer") truly.push(seq);
		}
	}
	return { messages, truly, mode };
}

test("whatever happens: exactly what was transferred is marked, from any place on, and intervals never overlap", () => {
	fc.assert(
		fc.property(
			fc.constantFrom<Mode>("bot", "agent", "transfer"),
			fc.array(act, { maxLength: 40 }),
			fc.nat(),
			(opening, acts, cut) => {
				const { messages, truly, mode } = play(opening, acts);
				const loaded = messages.slice(messages.length === 0 ? 0 : cut % messages.length);
				const firstSeq = loaded[0]?.seq ?? 0;
				const { handedOver, blind, resumed } = blindMarks(loaded, mode);
				expect([...handedOver]).toEqual(truly.filter((seq) => seq >= firstSeq));
				let end = "";
				for (const [seq, { fromAt, untilAt }] of blind) {
					expect(handedOver).toContain(seq);
					expect(fromAt >= end).toBe(true);
					if (untilAt === null) expect(mode).toBe("transfer");
					else {
						expect(untilAt > fromAt).toBe(true);
						const inside = loaded.filter(
							(other) => other.direction === "in" && other.at > fromAt && other.at < untilAt,
						);
						expect(inside, "what came meanwhile was seen").toEqual([]);
						end = untilAt;
					}
				}
				for (const seq of resumed) expect(handedOver).toContain(seq);
			},
		),
	);
});
