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

test("a message synced while the first page is on its way is not lost", () => {
	const records = createRecords();
	records.putChanges("c1", [text(2)]);
	records.putNewest("c1", { items: [text(1)], hasMoreBefore: false });
	expect(records.thread("c1")?.items.map((message) => message.seq)).toEqual([1, 2]);
});
