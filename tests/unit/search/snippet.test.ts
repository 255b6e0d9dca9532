import { expect, test } from "vitest";
import { snippetOf } from "@/lib/search/snippet";
import { parseWords } from "@/lib/search/words";

const marked = (text: string, q: string) => {
	const snippet = snippetOf(text, parseWords(q));
	return snippet.ranges.map(([start, end]) => Array.from(snippet.text).slice(start, end).join(""));
};

test.each([
	["😂😂退款😂", "退款", ["退款"]],
	["ＡＢＣ退款", "abc", ["ＡＢＣ"]],
	["退款退款", "退款", ["退款退款"]],
	["退款和款项", "退款 款项", ["退款", "款项"]],
	["㎏ 重", "kg", ["㎏"]],
	["xabc abc", "abc", ["abc"]],
	["x1abc2", "1abc", ["1abc"]],
	["", "abc", []],
])("in %j the words of %j are %j, counted by code points", (text, q, expected) => {
	expect(marked(text, q)).toEqual(expected);
});

test("a long text is cut around the first place, in one line, and the places move with it", () => {
	const text = `${"前".repeat(200)}\n退款${"后".repeat(200)}`;
	const snippet = snippetOf(text, ["退款"]);
	expect(snippet.text).toMatch(/^…前+ 退款后+…$/);
	expect(Array.from(snippet.text).length).toBeLessThanOrEqual(92);
	expect(marked(text, "退款")).toEqual(["退款"]);
});

test.each([
	["  退款，订单 ", ["退款", "订单"]],
	["ＡＢＣ　１２３", ["ABC", "123"]],
	["a.b@c.com", ["a", "b", "c", "com"]],
	["玛丽·居里", ["玛丽", "居里"]],
	["。，！", []],
])("the words of %j are %j", (q, expected) => {
	expect(parseWords(q)).toEqual(expected);
});
