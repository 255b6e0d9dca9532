import { expect, test } from "vitest";
import { isAsNew, mergeChanges, mergeNewest, mergeOlder } from "@/components/conversation/merge-messages";
import type { Message } from "@/lib/conversations/schema";

const message = (seq: number, changeId = "1", text = `m${seq}`): Message => ({
	id: `id-${seq}`,
	seq,
	author: { kind: "customer", name: null, ruleName: null },
	at: "2026-11-20T06:00:00.000Z",
	changeId,
	direction: "in",
	type: "text",
	content: { type: "text", text },
	media: null,
	status: "received",
	failure: null,
	clientKey: null,
	retryOfSeq: null,
	retried: false,
});
const seqs = (items: Message[]) => items.map((item) => item.seq);

test("change ids are compared as numbers, not as text", () => {
	expect(isAsNew("10", "9")).toBe(true);
	expect(isAsNew("9", "10")).toBe(false);
	expect(isAsNew("10", "10")).toBe(true);
});

test("a newest page that touches what is here is put under it", () => {
	const thread = { items: [message(1), message(2)], hasMoreBefore: false };
	const merged = mergeNewest(thread, { items: [message(2), message(3)], hasMoreBefore: true });
	expect(seqs(merged.items)).toEqual([1, 2, 3]);
	expect(merged.hasMoreBefore).toBe(false);
});

test("a newest page behind a gap replaces what is here, so that no message is silently missing", () => {
	const thread = { items: [message(1), message(2)], hasMoreBefore: false };
	const merged = mergeNewest(thread, { items: [message(7), message(8)], hasMoreBefore: true });
	expect(seqs(merged.items)).toEqual([7, 8]);
	expect(merged.hasMoreBefore).toBe(true);
});

test("an answer that was overtaken does not undo a newer change", () => {
	const thread = { items: [message(1, "12", "new")], hasMoreBefore: false };
	const merged = mergeNewest(thread, { items: [message(1, "9", "old")], hasMoreBefore: false });
	expect(merged.items[0]?.changeId).toBe("12");
});

test("older pages come above and say whether there is more", () => {
	const thread = { items: [message(5), message(6)], hasMoreBefore: true };
	const merged = mergeOlder(thread, { items: [message(3), message(4)], hasMoreBefore: false });
	expect(seqs(merged.items)).toEqual([3, 4, 5, 6]);
	expect(merged.hasMoreBefore).toBe(false);
});

test("a change of a message that is not loaded waits for its page", () => {
	const thread = { items: [message(5)], hasMoreBefore: true };
	expect(seqs(mergeChanges(thread, [message(2, "9"), message(6, "9")]).items)).toEqual([5, 6]);
});

test("a sync that brings nothing new leaves the very same thread, so nothing is drawn again", () => {
	const thread = { items: [message(1)], hasMoreBefore: false };
	expect(mergeChanges(thread, [message(1)])).toBe(thread);
});

test("a held reply that is let go moves to its new place and stands there once", () => {
	const held = { ...message(2), id: "held" };
	const thread = { items: [message(1), held, message(3)], hasMoreBefore: false };
	const letGo = { ...held, seq: 4, changeId: "2" };
	expect(mergeChanges(thread, [letGo]).items.map(({ id }) => id)).toEqual(["id-1", "id-3", "held"]);
	const late = mergeChanges(mergeChanges(thread, [letGo]), [held]);
	expect(seqs(late.items), "an older copy does not bring the old place back").toEqual([1, 3, 4]);
});
