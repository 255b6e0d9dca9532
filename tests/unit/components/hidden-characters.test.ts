import fc from "fast-check";
import { expect, test } from "vitest";
import { strangerWords, toParts } from "@/components/ui/hidden-characters";
import { cpuMs } from "@/tests/support/cpu-time";

const shown = (text: string) =>
	toParts(text)
		.map((part) => (part.kind === "plain" ? part.text : `<${part.text}>`))
		.join("");

test("overrides, embeddings and isolates are named and not obeyed", () => {
	expect(shown("\u202Egpj.exe")).toBe("<U+202E>gpj.exe");
	for (const code of [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]) {
		expect(shown(`a${String.fromCodePoint(code)}b`)).toBe(`a<U+${code.toString(16).toUpperCase()}>b`);
	}
});

test("characters without a width and control characters are named, a run of them once", () => {
	expect(shown("pay\u200Bpal")).toBe("pay<U+200B>pal");
	expect(shown("a\uFEFF\u2060\u00ADb")).toBe("a<U+FEFF ×3>b");
	expect(shown("a\u0007b\u2028c\u3164d")).toBe("a<U+0007>b<U+2028>c<U+3164>d");
	expect(shown("x\u{E0041}\u{E0042}")).toBe("x<U+E0041 ×2>");
	expect(shown("pay\u200Dpal\u200Cx")).toBe("pay<U+200D>pal<U+200C>x");
});

test("a pile of a hundred marks on one letter is cut after the fourth", () => {
	expect(shown(`e${"\u0301".repeat(100)}x`)).toBe(`e${"\u0301".repeat(4)}<U+0301 ×96>x`);
	expect(shown("\u0301x"), "a mark on nothing would sit on what stands before").toBe("<U+0301>x");
});

test.each([
	["line breaks and tabs", "一\n二\r\n三\t四"],
	["a family", "👨‍👩‍👧‍👦 👍🏽 ❤️‍🔥 1️⃣"],
	["the flag of Scotland", "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"],
	["Persian with a non-joiner", "می‌خواهم"],
	["Hindi with joiners", "क्‍ष क्‌ष"],
	["Arabic with a direction mark", "عربي\u200F (1)"],
	["Vietnamese, decomposed", "tiếng Việt".normalize("NFD")],
	["Thai", "ที่นี่"],
	["a variation selector of a Han character", "葛\u{E0100}"],
])("%s stays as it was written", (_what, text) => {
	expect(toParts(text)).toEqual([{ at: 0, kind: "plain", text }]);
});

test("whatever is written: the plain parts are the text without what is hidden, in its order", () => {
	const hostile = fc.constantFrom(
		"\u202E",
		"\u2066",
		"\u200B",
		"\u0301",
		"\u200D",
		"a",
		"中",
		"א",
		"😀",
		"\n",
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(hostile, fc.string()), { maxLength: 60 }), (pieces) => {
			const text = pieces.join("");
			const parts = toParts(text);
			let at = 0;
			for (const part of parts) {
				expect(part.at).toBeGreaterThanOrEqual(at);
				if (part.kind === "plain") {
					expect(text.slice(part.at, part.at + part.text.length)).toBe(part.text);
					expect(part.text).not.toMatch(/[\u200B\u202A-\u202E\u2066-\u2069]/);
					at = part.at + part.text.length;
				}
			}
		}),
	);
});

test("half a million characters, all hostile, cost a step each", () => {
	const hostile = [
		"\u202E".repeat(500_000),
		`e${"\u0301".repeat(500_000)}`,
		"😀\u200D".repeat(250_000),
		`\u{1F3F4}${"\u{E0067}".repeat(500_000)}`,
		"a".repeat(500_000),
	];
	for (const text of hostile) expect(cpuMs(() => toParts(text))).toBeLessThan(5000);
});

test("inside a sentence right-to-left words are isolated, others are left as they are", () => {
	expect(strangerWords("许知夏")).toBe("许知夏");
	expect(strangerWords("שלום")).toBe("\u2068שלום\u2069");
	expect(strangerWords("\u202Egnp.jpg")).toBe("[U+202E]gnp.jpg");
});
