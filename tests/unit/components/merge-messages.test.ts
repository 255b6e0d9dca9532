import { expect, test } from "vitest";
import {
	isAsNew,
	KEPT_MOST,
	mergeAround,
	mergeChanges,
	mergeNewer,
	mergeNewest,
	mergeOlder,
	type Thread,
} from "@/components/conversation/merge-messages";
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
const stretch = (seqs: number[], change: Partial<Thread> = {}): Thread => ({
	items: seqs.map((seq) => message(seq)),
	hasMoreBefore: false,
	hasMoreAfter: false,
	beyond: [],
	...change,
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const seqs = (items: Message[]) => items.map((item) => item.seq);

test("change ids are compared as numbers, not as text", () => {
	expect(isAsNew("10", "9")).toBe(true);
	expect(isAsNew("9", "10")).toBe(false);
	expect(isAsNew("10", "10")).toBe(true);
});

test("a newest page that touches what is here is put under it", () => {
	const thread = stretch([], { items: [message(1), message(2)], hasMoreBefore: false });
	const merged = mergeNewest(thread, stretch([], { items: [message(2), message(3)], hasMoreBefore: true }));
	expect(seqs(merged.items)).toEqual([1, 2, 3]);
	expect(merged.hasMoreBefore).toBe(false);
});

test("a newest page behind a gap replaces what is here, so that no message is silently missing", () => {
	const thread = stretch([], { items: [message(1), message(2)], hasMoreBefore: false });
	const merged = mergeNewest(thread, stretch([], { items: [message(7), message(8)], hasMoreBefore: true }));
	expect(seqs(merged.items)).toEqual([7, 8]);
	expect(merged.hasMoreBefore).toBe(true);
});

test("an answer that was overtaken does not undo a newer change", () => {
	const thread = stretch([], { items: [message(1, "12", "new")], hasMoreBefore: false });
	const merged = mergeNewest(thread, stretch([], { items: [message(1, "9", "old")], hasMoreBefore: false }));
	expect(merged.items[0]?.changeId).toBe("12");
});

test("older pages come above and say whether there is more", () => {
	const thread = stretch([], { items: [message(5), message(6)], hasMoreBefore: true });
	const merged = mergeOlder(thread, stretch([], { items: [message(3), message(4)], hasMoreBefore: false }));
	expect(seqs(merged.items)).toEqual([3, 4, 5, 6]);
	expect(merged.hasMoreBefore).toBe(false);
});

test("a change of a message that is not loaded waits for its page", () => {
	const thread = stretch([], { items: [message(5)], hasMoreBefore: true });
	expect(seqs(mergeChanges(thread, [message(2, "9"), message(6, "9")]).items)).toEqual([5, 6]);
});

test("a sync that brings nothing new leaves the very same thread, so nothing is drawn again", () => {
	const thread = stretch([], { items: [message(1)], hasMoreBefore: false });
	expect(mergeChanges(thread, [message(1)])).toBe(thread);
});

test("a held reply that is let go moves to its new place and stands there once", () => {
	const held = { ...message(2), id: "held" };
	const thread = stretch([], { items: [message(1), held, message(3)], hasMoreBefore: false });
	const letGo = { ...held, seq: 4, changeId: "2" };
	expect(mergeChanges(thread, [letGo]).items.map(({ id }) => id)).toEqual(["id-1", "id-3", "held"]);
	const late = mergeChanges(mergeChanges(thread, [letGo]), [held]);
	expect(seqs(late.items), "an older copy does not bring the old place back").toEqual([1, 3, 4]);
});

test("a stretch far from the end stays when the newest page comes; what is in it waits behind", () => {
	const far = stretch([10, 11], { hasMoreBefore: true, hasMoreAfter: true });
	const merged = mergeNewest(far, stretch([98, 99], { hasMoreBefore: true }));
	expect(seqs(merged.items)).toEqual([10, 11]);
	expect(seqs(merged.beyond)).toEqual([98, 99]);
	const arrived = mergeChanges(merged, [message(100, "2"), message(11, "3", "changed")]);
	expect(seqs(arrived.beyond)).toEqual([98, 99, 100]);
	expect(arrived.items.at(-1)?.changeId).toBe("3");
	expect(mergeChanges(arrived, [message(100, "2")]), "told twice changes nothing").toBe(arrived);
});

test("pages of newer messages lead to the end, and what waited behind is reached", () => {
	const far = stretch([10, 11], { hasMoreAfter: true, beyond: [message(14)] });
	const nearer = mergeNewer(far, stretch([12, 13], { hasMoreAfter: true }));
	expect([seqs(nearer.items), seqs(nearer.beyond)]).toEqual([[10, 11, 12, 13], [14]]);
	const end = mergeNewer(nearer, stretch([14, 15]));
	expect(end).toMatchObject({ hasMoreAfter: false, beyond: [] });
	expect(mergeNewer(far, stretch([]))).toMatchObject({ hasMoreAfter: false });
});

test("whoever reads on lets go of the other end: no more than so many are kept", () => {
	const full = stretch(range(1001, 1000 + KEPT_MOST), { hasMoreBefore: true });
	const up = mergeOlder(full, stretch(range(951, 1000), { hasMoreBefore: true, hasMoreAfter: true }));
	expect([up.items.length, up.items[0]?.seq, up.hasMoreAfter]).toEqual([KEPT_MOST, 951, true]);
	const down = mergeNewer(up, stretch(range(951 + KEPT_MOST, 1000 + KEPT_MOST)));
	expect([down.items.length, down.items[0]?.seq]).toEqual([KEPT_MOST, 1001]);
	expect(down).toMatchObject({ hasMoreBefore: true, hasMoreAfter: false });
});

test("a page around a message joins what it touches, and stands alone where it does not", () => {
	const here = stretch([50, 51, 52], { hasMoreBefore: true });
	const apart = mergeAround(here, stretch([10, 11], { hasMoreBefore: true, hasMoreAfter: true }));
	expect(seqs(apart.items)).toEqual([10, 11]);
	const joined = mergeAround(here, stretch([48, 49, 50], { hasMoreBefore: true, hasMoreAfter: true }));
	expect([seqs(joined.items), joined.hasMoreAfter]).toEqual([[48, 49, 50, 51, 52], false]);
	const below = mergeAround(here, stretch([52, 53], { hasMoreBefore: true, hasMoreAfter: true }));
	expect(below).toMatchObject({ hasMoreBefore: true, hasMoreAfter: true });
});
