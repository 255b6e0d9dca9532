import { expect, test } from "vitest";
import { compareReceipts } from "@/scripts/bench/send-receipts.mjs";

const taken = (...texts: string[]) =>
	texts.map((text, index) => ({ conversation: "c", text, at: 1000 + index }));
const heard = (...texts: string[]) =>
	new Map([["c", texts.map((text, index) => ({ text, at: 1100 + 10 * index }))]]);

test("what arrived once and in order is counted as nothing, with its times", () => {
	expect(compareReceipts(taken("a", "b"), heard("a", "b"))).toEqual({
		lost: 0,
		doubled: 0,
		misplaced: 0,
		receiptMs: [100, 109],
		lastAt: 1110,
	});
});

test("a reply that never arrived is lost, also when its conversation heard nothing at all", () => {
	expect(compareReceipts(taken("a", "b"), heard("b"))).toMatchObject({ lost: 1, misplaced: 0 });
	expect(compareReceipts(taken("a", "b"), new Map())).toMatchObject({ lost: 2, receiptMs: [] });
});

test("a reply that arrived again is doubled, and its first arrival counts", () => {
	const found = compareReceipts(taken("a", "b"), heard("a", "b", "a"));
	expect(found).toMatchObject({ doubled: 1, misplaced: 0, receiptMs: [100, 109] });
});

test("a reply that arrived before an earlier one is out of order", () => {
	expect(compareReceipts(taken("a", "b", "c"), heard("b", "a", "c")).misplaced).toBe(1);
	expect(compareReceipts(taken("a", "b", "c"), heard("c", "a", "b")).misplaced).toBe(1);
});

test("conversations are compared apart from one another", () => {
	const both = [...taken("a"), { conversation: "d", text: "a", at: 1000 }];
	expect(compareReceipts(both, heard("a"))).toMatchObject({ lost: 1, doubled: 0 });
});
