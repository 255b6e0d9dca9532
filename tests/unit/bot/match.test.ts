import fc from "fast-check";
import { expect, test } from "vitest";
import { compileKeywords, normalizeText } from "@/lib/bot/match";

const hits = (match: "contains" | "exact", keywords: string[], text: string): string | null =>
	compileKeywords({ kind: "keyword", match, keywords })(normalizeText(text));

test.each([
	["a part of the text", "contains", ["人工"], "我要转人工客服", "人工"],
	["the whole of it", "contains", ["人工"], "人工", "人工"],
	["nothing of it", "contains", ["人工"], "人 工", null],
	["only the whole text, when exact", "exact", ["官方客服"], "官方客服", "官方客服"],
	["not a part, when exact", "exact", ["官方客服"], "找官方客服", null],
	["blanks around do not matter", "exact", ["官方客服"], " \u3000官方客服\n", "官方客服"],
	["letter case does not matter", "contains", ["HUMAN"], "human please", "human"],
	["full-width letters are the same", "contains", ["vip"], "我是ＶＩＰ会员", "vip"],
	["a full-width keyword is the same", "contains", ["ＶＩＰ"], "vip", "vip"],
	["half-width kana are the same", "exact", ["サポート"], "ｻﾎﾟｰﾄ", "サポート"],
	["the first keyword that fits is named", "contains", ["退货", "退款"], "退款还是退货", "退货"],
	["signs mean themselves", "contains", [".*"], "anything", null],
] as const)("%s", (_name, match, keywords, text, expected) => {
	expect(hits(match, [...keywords], text)).toBe(expected);
});

test("a blank keyword fits nothing, neither a text nor silence", () => {
	for (const blank of ["", " ", "\u3000", "\t\n"]) {
		expect(hits("contains", [blank], "你好")).toBeNull();
		expect(hits("exact", [blank], "")).toBeNull();
	}
});

test("a text always contains itself, however it is written", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
			fc.pre(normalizeText(text) !== "");
			expect(hits("contains", [text], `…${text}…`)).not.toBeNull();
		}),
	);
});
