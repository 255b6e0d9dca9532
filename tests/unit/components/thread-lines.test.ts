import { expect, test } from "vitest";
import { toLines } from "@/components/conversation/thread-lines";
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
const utcDay = (instant: string) => instant.slice(0, 10);

test("messages of one speaker within three minutes are one group: avatar first, time last", () => {
	const lines = toLines([said(1, "06:00:00"), said(2, "06:02:59"), said(3, "06:05:59")], {
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
		[said(1, "06:00:00"), said(2, "06:00:01", "agent"), said(3, "06:00:02", "agent", "周子墨")],
		{ dayOf: null, mode: null },
	);
	expect(lines.every((line) => line.kind === "spoken" && line.first && line.last)).toBe(true);
});

test("each day begins with a line, and a group does not cross it", () => {
	const messages = [said(1, "2026-11-19T23:59:00.000Z"), said(2, "2026-11-20T00:00:30.000Z")];
	const lines = toLines(messages, { dayOf: utcDay, mode: null });
	expect(lines.map((line) => line.kind)).toEqual(["day", "spoken", "day", "spoken"]);
	expect(lines[3]).toMatchObject({ first: true });
});
