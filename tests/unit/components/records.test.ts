import { expect, test } from "vitest";
import { createRecords } from "@/components/conversation/records";
import type { ConversationItem, Message } from "@/lib/conversations/schema";

const conversation = (changeId: string, unread = 0): ConversationItem => ({
	id: "c1",
	customer: { id: "u1", name: "陈默", openid: "o1", avatarUrl: null },
	channel: { id: "demo-mini", kind: "miniprogram", name: "栗子优选" },
	mode: "agent",
	status: "open",
	assignee: null,
	tags: [],
	lastMessage: null,
	waitingSince: null,
	unread,
	held: 0,
	sla: null,
	failed: false,
	failure: null,
	draftStart: "",
	snoozedUntil: null,
	window: null,
	changeId,
});

const text = (seq: number): Message => ({
	id: `m${seq}`,
	seq,
	author: { kind: "customer", name: null, ruleName: null },
	at: "2026-11-20T06:00:00.000Z",
	changeId: String(seq),
	direction: "in",
	type: "text",
	content: { type: "text", text: "在吗" },
	media: null,
	status: "received",
	failure: null,
	clientKey: null,
	retryOfSeq: null,
	retried: false,
});

test("of two answers about a conversation the newer change wins, in whatever order they arrive", () => {
	const records = createRecords();
	records.putConversations([conversation("20", 3)]);
	records.putConversations([conversation("9", 1)]);
	expect(records.conversation("c1")?.unread).toBe(3);
});

test("what is expected is shown at once and replaced by the server's next word", () => {
	const records = createRecords({ conversations: [conversation("20", 3)] });
	records.expect("c1", { unread: 0 });
	expect(records.conversation("c1")?.unread).toBe(0);
	records.putConversations([conversation("20", 3)]);
	expect(records.conversation("c1")?.unread).toBe(3);
});

test("what the server is asked to do is shown until it has answered, whatever older words come in between", () => {
	const records = createRecords({ conversations: [conversation("20")] });
	const me = { id: "a1", name: "林晓" };
	const letGo = records.hold("c1", { assignee: me });
	expect(records.conversation("c1")?.assignee).toEqual(me);
	records.putConversations([conversation("20")]);
	records.putConversations([conversation("21", 1)]);
	expect(records.conversation("c1")).toMatchObject({ assignee: me, unread: 1 });
	records.putConversations([{ ...conversation("22"), assignee: me }]);
	letGo();
	expect(records.conversation("c1")?.assignee).toEqual(me);
});

test("what the server refused is as the server last said, not as it was before", () => {
	const records = createRecords({ conversations: [conversation("20")] });
	const letGo = records.hold("c1", { assignee: { id: "a1", name: "林晓" } });
	const colleague = { id: "a2", name: "周子墨" };
	records.putConversations([{ ...conversation("21"), assignee: colleague }]);
	letGo();
	expect(records.conversation("c1")?.assignee).toEqual(colleague);
});

test("what is read stays the same object until it changes", () => {
	const records = createRecords({ conversations: [conversation("20")] });
	const letGo = records.hold("c1", { unread: 2 });
	expect(records.conversation("c1")).toBe(records.conversation("c1"));
	letGo();
	expect(records.conversation("c1")).toBe(records.conversation("c1"));
});

test("a message synced while the first page is on its way is not lost", () => {
	const records = createRecords();
	records.putChanges("c1", [text(2)]);
	records.putNewest("c1", { items: [text(1)], hasMoreBefore: false });
	expect(records.thread("c1")?.items.map((message) => message.seq)).toEqual([1, 2]);
});
