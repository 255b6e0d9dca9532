import { expect, test } from "vitest";
import { expectedOf, undoOf } from "@/components/inbox/bulk-effects";
import type { ConversationItem } from "@/lib/conversations/schema";

const lin = { id: "lin", name: "林晓" };
const zhou = { id: "zhou", name: "周子墨" };

function item(id: string, change: Partial<ConversationItem> = {}): ConversationItem {
	return {
		id,
		customer: { id, name: id, openid: id, avatarUrl: null },
		channel: { id: "c", kind: "miniprogram", name: "c" },
		mode: "agent",
		status: "open",
		assignee: null,
		tags: [],
		lastMessage: null,
		waitingSince: null,
		unread: 0,
		readSeq: 0,
		window: null,
		held: 0,
		sla: null,
		failed: false,
		failure: null,
		draftStart: "",
		snoozedUntil: null,
		changeId: "1",
		...change,
	};
}

test("closing many is taken back by opening those that were open, and only those", () => {
	expect(undoOf([item("a"), item("b", { status: "closed" })], { kind: "close" })).toEqual([
		{ ids: ["a"], action: { kind: "reopen" } },
	]);
});

test("assigning many is taken back to each one's owner before", () => {
	const before = [
		item("a", { assignee: lin }),
		item("b"),
		item("c", { assignee: lin }),
		item("d", { assignee: zhou }),
	];
	expect(undoOf(before, { kind: "assign", to: zhou })).toEqual([
		{ ids: ["a", "c"], action: { kind: "assign", agentId: "lin", from: "zhou" } },
		{ ids: ["b"], action: { kind: "assign", agentId: null, from: "zhou" } },
	]);
});

test("nothing is offered that would only half take it back", () => {
	for (const other of [item("b", { mode: "bot" }), item("b", { status: "closed" })])
		expect(undoOf([item("a"), other], { kind: "assign", to: zhou })).toBeNull();
});

test("a tag is taken off again only where it was not before, and put on again only where it was", () => {
	const before = [item("a", { tags: ["发票"] }), item("b")];
	expect(undoOf(before, { kind: "tag", tag: "发票", on: true })).toEqual([
		{ ids: ["b"], action: { kind: "tag", add: [], remove: ["发票"] } },
	]);
	expect(undoOf(before, { kind: "tag", tag: "发票", on: false })).toEqual([
		{ ids: ["a"], action: { kind: "tag", add: ["发票"], remove: [] } },
	]);
});

test("a row is drawn as it will be, with no tag twice", () => {
	expect(expectedOf(item("a", { tags: ["发票", "VIP"] }), { kind: "tag", tag: "发票", on: true })).toEqual({
		tags: ["VIP", "发票"],
	});
	expect(expectedOf(item("a"), { kind: "assign", to: lin })).toEqual({
		assignee: lin,
		mode: "agent",
		status: "open",
	});
});
