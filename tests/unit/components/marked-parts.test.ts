import fc from "fast-check";
import { expect, test } from "vitest";
import { startingAt, toMarkedParts, toUnitRanges } from "@/components/ui/marked-parts";

const shown = (text: string, ranges: [number, number][]) =>
	toMarkedParts(text, ranges)
		.map(({ kind, text }) => ({ plain: text, marked: `[${text}]`, hidden: `<${text}>` })[kind])
		.join("");

test.each<[string, [number, number][], string]>([
	["我要退款", [[2, 4]], "我要[退款]"],
	["退款退款", [[0, 2]], "[退款]退款"],
	[
		"a退b退c",
		[
			[1, 2],
			[3, 4],
		],
		"a[退]b[退]c",
	],
	["退款", [[0, 2]], "[退款]"],
	["退款", [], "退款"],
	["退\u202E款到账", [[0, 4]], "[退]<U+202E>[款到]账"],
	["退款", [[1, 9]], "退[款]"],
])("%j with %j is %j", (text, ranges, expected) => {
	expect(shown(text, ranges)).toBe(expected);
});

test("every part knows where it begins, and together they are the text", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary-ascii" }), fc.nat(20), fc.nat(20), (text, from, length) => {
			const parts = toMarkedParts(text, [[from, from + length]]);
			const plain = parts.filter(({ kind }) => kind !== "hidden");
			for (const { at, text: part } of plain) expect(text.slice(at, at + part.length)).toBe(part);
			const marked = parts
				.filter(({ kind }) => kind === "marked")
				.reduce((sum, part) => sum + part.text.length, 0);
			expect(marked).toBeLessThanOrEqual(length);
		}),
	);
});

test("places that count code points are found behind signs of two units", () => {
	expect(toUnitRanges("😂😂退款", [[2, 4]])).toEqual([[4, 6]]);
	expect(toUnitRanges("退款", [[0, 9]])).toEqual([[0, 2]]);
});

test("a text begins so late that what matters is in sight", () => {
	const snippet = { text: "😂一二三四五退款到账", ranges: [[6, 8]] as [number, number][] };
	expect(startingAt(snippet, 9)).toEqual({ text: snippet.text, ranges: [[7, 9]] });
	const { text, ranges } = startingAt(snippet, 2);
	expect(text).toBe("…四五退款到账");
	expect(ranges.map(([from, to]) => text.slice(from, to))).toEqual(["退款"]);
	expect(startingAt({ text: "退款", ranges: [] }, 2)).toEqual({ text: "退款", ranges: [] });
});
