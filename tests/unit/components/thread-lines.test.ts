import { expect, test } from "vitest";
import { instantAt, keyOf, lineOf, toLines, unreadSeqOf } from "@/components/conversation/thread-lines";
import type { EventContent } from "@/lib/conversations/event-schema";
import type { Message } from "@/lib/conversations/schema";

const at = (time: string) => `2026-11-20T${time}.000Z`;
const said = (
	seq: number,
	time: string,
	kind: "customer" | "agent" = "customer",
	name = "林晓",
): Message => ({
	id: `m${seq}`,
	seq,
	author: { kind, name: kind === "agent" ? name : null, ruleName: null },
	at: time.includes("T") ? time : at(time),
	changeId: "1",
	direction: kind === "customer" ? "in" : "out",
	type: "text",
	content: { type: "text", text: "…" },
	media: null,
	status: kind === "customer" ? "received" : "accepted",
	failure: null,
	clientKey: null,
	retryOfSeq: null,
	retried: false,
});
const happened = (seq: number, time: string, content: EventContent): Message => ({
	id: `e${seq}`,
	seq,
	author: { kind: "system", name: null, ruleName: null },
	at: at(time),
	changeId: "1",
	direction: "event",
	type: content.event,
	content,
	media: null,
	status: "received",
	failure: null,
});
const entered = (seq: number, time: string) =>
	happened(seq, time, { event: "customer_entered", sessionFrom: "" });
const toPeople = (seq: number, time: string) =>
	happened(seq, time, { event: "mode_changed", from: "bot", to: "agent", ruleName: "转人工" });
const claimed = (seq: number, time: string, self = true) =>
	happened(seq, time, { event: "assigned", to: "林晓", self });
const whole = (items: Message[]) => ({ items, hasMoreBefore: false });
const kinds = (items: Message[], options: Partial<Parameters<typeof toLines>[1]> = {}) =>
	toLines(whole(items), { dayOf: null, mode: null, ...options }).map(({ kind }) => kind);
const utcDay = (instant: string) => instant.slice(0, 10);

test("messages of one speaker within three minutes are one group: avatar first, time last", () => {
	const lines = toLines(whole([said(1, "06:00:00"), said(2, "06:02:59"), said(3, "06:05:59")]), {
		dayOf: null,
		mode: null,
	});
	expect(lines.map((line) => line.kind === "spoken" && [line.first, line.last])).toEqual([
		[true, false],
		[false, true],
		[true, true],
	]);
});

test("another speaker begins another group", () => {
	const lines = toLines(
		whole([said(1, "06:00:00"), said(2, "06:00:01", "agent"), said(3, "06:00:02", "agent", "周子墨")]),
		{ dayOf: null, mode: null },
	);
	expect(lines.every((line) => line.kind === "spoken" && line.first && line.last)).toBe(true);
});

test("each day begins with a line, and a group does not cross it", () => {
	const messages = [said(1, "2026-11-19T23:59:00.000Z"), said(2, "2026-11-20T00:00:30.000Z")];
	const lines = toLines(whole(messages), { dayOf: utcDay, mode: null });
	expect(lines.map((line) => line.kind)).toEqual(["day", "spoken", "day", "spoken"]);
	expect(lines[3]).toMatchObject({ first: true });
});

test("the topmost message begins its day only when nothing is above it", () => {
	const items = [said(1, "06:00:00")];
	const options = { dayOf: utcDay, mode: null };
	expect(toLines({ items, hasMoreBefore: true }, options).map(({ kind }) => kind)).toEqual(["spoken"]);
	expect(toLines({ items, hasMoreBefore: false }, options).map(({ kind }) => kind)).toEqual([
		"day",
		"spoken",
	]);
});

test("three events of a kind in a row are one line, two are two; opened they stand one by one", () => {
	expect(kinds([entered(1, "06:00:00"), entered(2, "06:01:00")])).toEqual(["event", "event"]);
	const three = [entered(1, "06:00:00"), entered(2, "06:01:00"), entered(3, "06:02:00")];
	expect(kinds([...three, said(4, "06:03:00")])).toEqual(["folded", "spoken"]);
	expect(kinds(three, { unfolded: new Set(["e1"]) })).toEqual(["event", "event", "event"]);
	expect(kinds([three[0] as Message, said(9, "06:00:30"), ...three.slice(1)])).not.toContain("folded");
});

test("the switch to people and who has it are one line when they are one step", () => {
	expect(kinds([toPeople(1, "06:00:10"), claimed(2, "06:00:50")])).toEqual(["taken"]);
	expect(kinds([toPeople(1, "06:00:10"), claimed(2, "06:01:10")])).toEqual(["event", "event"]);
	expect(kinds([toPeople(1, "06:00:10"), claimed(2, "06:00:50", false)]), "a colleague assigned it").toEqual([
		"event",
		"event",
	]);
	expect(kinds([toPeople(1, "06:00:10"), said(2, "06:00:20"), claimed(3, "06:00:50")])).not.toContain(
		"taken",
	);
});

test("the unread line stands above the customer's first message behind the mark, and begins a group", () => {
	const items = [said(1, "06:00:00"), said(2, "06:00:01", "agent"), said(3, "06:00:02"), said(4, "06:00:03")];
	const thread = { ...whole(items), hasMoreAfter: false, beyond: [] };
	expect(unreadSeqOf(thread, 1)).toBe(3);
	expect(unreadSeqOf(thread, 3)).toBe(4);
	expect(unreadSeqOf(thread, 4)).toBeNull();
	expect(unreadSeqOf(thread, null)).toBeNull();
	expect(unreadSeqOf({ ...thread, hasMoreBefore: true }, 0), "it may be further up").toBeNull();
	const lines = toLines(whole(items), { dayOf: null, mode: null, unreadSeq: 4 });
	expect(lines.map(({ kind }) => kind)).toEqual(["spoken", "spoken", "spoken", "unread", "spoken"]);
	expect([lines[2], lines[4]]).toMatchObject([{ last: true }, { first: true }]);
});

test("a message is found in whatever line tells of it, and every line knows its time", () => {
	const items = [
		entered(1, "06:00:00"),
		entered(2, "06:01:00"),
		entered(3, "06:02:00"),
		toPeople(4, "06:03:00"),
	];
	const lines = toLines(whole([...items, claimed(5, "06:03:01"), said(6, "06:04:00")]), {
		dayOf: null,
		mode: null,
	});
	expect(["e2", "e4", "e5", "m6", "none"].map((id) => lineOf(lines, id))).toEqual([0, 1, 1, 2, -1]);
	expect(new Set(lines.map(keyOf)).size).toBe(lines.length);
	expect(instantAt(lines, 2)).toBe(at("06:04:00"));
	expect(instantAt([{ kind: "unread" }], 0)).toBeNull();
});

test("a reply keeps its key from the field to the customer", () => {
	const sent = { ...said(1, "06:00:00", "agent"), clientKey: "k" } as Message;
	const unsent = {
		clientKey: "k",
		conversationId: "c",
		content: { type: "text" as const, text: "…" },
		hold: false,
		at: at("06:00:00"),
		state: "sending" as const,
		error: null,
	};
	const before = toLines(whole([]), { dayOf: null, mode: null, unsent: [unsent] });
	const after = toLines(whole([sent]), { dayOf: null, mode: null });
	expect(before.map(keyOf)).toEqual(after.map(keyOf));
});
