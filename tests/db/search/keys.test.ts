/** The index must never hide what is there: a property over any text, and the two spellings of what parts words. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { row } from "@/lib/db";
import { parseWords } from "@/lib/search/words";

const signs = fc.constantFrom(
	..."退款订单发货的ＡＢ１２。，！？ 、·々ー…".split(""),
	..."aBc Z09é-_.@'\\&|!:*()<>%\n\t".split(""),
	"😂",
	"👨‍👩‍👧",
	"İ",
	"ß",
	"㎏",
	"é",
);
const texts = fc.array(signs, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(""));

const isHit = (text: string, words: string[]) =>
	row<{ hit: boolean; match: number }>({
		name: "is_hit",
		text: `SELECT kefu_keys($1, '7:') @@ replace(kefu_key_query(w, false), chr(1), '7:')::tsquery AS hit,
			kefu_match($1, w) AS match FROM kefu_query_words($2) w`,
		values: [text, words],
	});

/** A part of the text that begins where a Latin word does, or is no Latin word at its edges. */
function partsOf(text: string): string[] {
	return parseWords(text).flatMap((word) => {
		const points = Array.from(word);
		const latin = /[0-9a-zA-Z\u00c0-\u024f\u1e00-\u1eff]/u;
		return points.flatMap((point, from) =>
			latin.test(point) && from > 0 && latin.test(points[from - 1] ?? "")
				? []
				: [points.slice(from).join("")],
		);
	});
}

test("the keys of any part of a text are among the keys of the text", async () => {
	await fc.assert(
		fc.asyncProperty(texts, fc.nat(), fc.nat(), async (text, which, length) => {
			const parts = partsOf(text);
			if (parts.length === 0) return;
			const points = Array.from(parts[which % parts.length] ?? "");
			const part = points.slice(0, 1 + (length % points.length)).join("");
			expect(await isHit(text, [part])).toEqual({ hit: true, match: 2 });
		}),
		{ numRuns: 800 },
	);
});

test("the keys of all words of a text are among its keys, also as a phrase", async () => {
	await fc.assert(
		fc.asyncProperty(texts, async (text) => {
			const words = parseWords(text);
			if (words.length === 0) return;
			const { hit } = await row<{ hit: boolean }>({
				text: `SELECT kefu_keys($1, 'n3:') @@ replace(kefu_key_query(w, true), chr(1), 'n3:')::tsquery AND kefu_match($1, w) = 2 AS hit
					FROM kefu_query_words($2) w`,
				values: [text, words],
			});
			expect(hit).toBe(true);
		}),
		{ numRuns: 400 },
	);
});

test("three characters in the middle of a number are enough", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.stringMatching(/^[a-z0-9]{0,6}[0-9]{4,20}[a-z]{0,3}$/),
			fc.nat(),
			async (number, at) => {
				const digits = number.search(/[0-9]{4}/);
				const from = digits + (at % (number.length - digits - 3));
				const part = number.slice(from, from + 3);
				if (!/[0-9]/.test(part)) return;
				expect(await isHit(`单号${number}。`, [part])).toEqual({ hit: true, match: 2 });
			},
		),
		{ numRuns: 200 },
	);
});

test("what parts words is the same for queries and for texts", async () => {
	const { bare } = await row<{ bare: string }>({
		text: `SELECT kefu_bare(string_agg(CASE WHEN n BETWEEN 55296 AND 57343 THEN '' ELSE chr(n) END, '' ORDER BY n)) AS bare
			FROM generate_series(1, 66000) n`,
	});
	const all = Array.from({ length: 66_000 }, (_, n) => n + 1)
		.filter((n) => n < 0xd800 || n > 0xdfff)
		.map((n) => String.fromCodePoint(n));
	// Folding changes many; here only those count that stay as they are.
	const stays = all.filter((sign) => sign.normalize("NFKC").toLowerCase() === sign);
	const kept = new Set(bare);
	expect(stays.filter((sign) => kept.has(sign) !== parseWords(sign).length > 0)).toEqual([]);
});
