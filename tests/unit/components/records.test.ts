import { expect, test } from "vitest";
import { createRecords } from "@/components/conversation/records";
import type { ConversationDetail, ConversationItem, Message } from "@/lib/conversations/schema";

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
	readSeq: 0,
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

const me = { id: "a1", name: "林晓" };

test("what a list shows before sync tells of it is news all the same", () => {
	const records = createRecords({ conversations: [conversation("20")] });
	const given = { ...conversation("21"), assignee: me };
	records.putConversations([given]);
	expect(records.learn([given])).toEqual([{ before: conversation("20"), after: given }]);
	expect(records.learn([given]), "once").toEqual([{ before: given, after: given }]);
	expect(records.learn([conversation("20")]), "older words").toEqual([]);
});

test("what this browser has done itself is no news, be sync or the answer the first to tell", () => {
	const mine = { ...conversation("21"), assignee: me };
	const answer = mine as ConversationDetail;
	const befores = (items: ConversationItem[]) => records.learn(items).map(({ before }) => before?.assignee);
	let records = createRecords({ conversations: [conversation("20")] });
	records.hold("c1", { assignee: me });
	expect(befores([mine])).toEqual([me]);

	records = createRecords({ conversations: [conversation("20")] });
	const letGo = records.hold("c1", { assignee: me });
	records.putDetail(answer);
	letGo();
	expect(befores([mine])).toEqual([me]);

	records = createRecords({ conversations: [conversation("20")] });
	records.expect("c1", { assignee: me });
	expect(befores([mine])).toEqual([me]);

	records = createRecords({ conversations: [conversation("20")] });
	records.putDetail(answer);
	expect(befores([mine]), "only looked at").toEqual([null]);
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
	records.putNewest("c1", { items: [text(1)], hasMoreBefore: false, hasMoreAfter: false });
	expect(records.thread("c1")?.items.map((message) => message.seq)).toEqual([1, 2]);
});

test("a page that was asked for beside a stretch which has gone meanwhile is left out", () => {
	const records = createRecords();
	const page = (seqs: number[], hasMoreAfter = false) => ({
		items: seqs.map(text),
		hasMoreBefore: true,
		hasMoreAfter,
	});
	records.putNewest("c1", page([50, 51]));
	const asked = text(50);
	records.putLatest("c1", page([90, 91]));
	records.putBeside("c1", page([48, 49]), asked);
	expect(records.thread("c1")?.items.map(({ seq }) => seq)).toEqual([90, 91]);
	records.putBeside("c1", page([88, 89], true), text(90));
	expect(records.thread("c1")?.items.map(({ seq }) => seq)).toEqual([88, 89, 90, 91]);
	records.leaveThread("c1");
	expect(records.thread("c1"), "the end is kept for whoever comes back").toBeDefined();
	records.putAround("c1", page([10, 11], true));
	records.leaveThread("c1");
	expect(records.thread("c1")).toBeUndefined();
});
