import type { Snippet } from "@/lib/search/schema";
import { fold } from "@/lib/search/words";

/** Code points before the first match, and in all. */
const CONTEXT_BEFORE = 20;
const SNIPPET_MAX = 90;
const LATIN = /[0-9a-z\u00c0-\u024f\u1e00-\u1eff]/u;

/**
 * The part of `text` around the first place where one of the words stands.
 * @param words as parseWords gives them
 */
export function snippetOf(text: string, words: string[]): Snippet {
	const points = Array.from(text.replace(/\s/gu, " "));
	const ranges = findWords(points, words.map(foldEach));
	const first = ranges[0]?.[0] ?? 0;
	const start = points.length <= SNIPPET_MAX ? 0 : Math.max(0, first - CONTEXT_BEFORE);
	const end = Math.min(points.length, start + SNIPPET_MAX);
	const lead = start > 0 ? "…" : "";
	const shift = start - lead.length;
	return {
		text: `${lead}${points.slice(start, end).join("")}${end < points.length ? "…" : ""}`,
		ranges: ranges
			.filter(([from]) => from < end)
			.map(([from, to]) => [from - shift, Math.min(to, end) - shift]),
	};
}

/** Character by character: what a letter becomes must not hang on its neighbours. */
const foldEach = (text: string): string => Array.from(text).map(fold).join("");

/** Where the words stand, as places among the code points, overlapping ones joined. */
function findWords(points: string[], words: string[]): [number, number][] {
	// One code point may fold into several units: each unit remembers whose it is.
	const folded: string[] = [];
	const owner: number[] = [];
	points.forEach((point, index) => {
		for (const unit of fold(point).split("")) {
			folded.push(unit);
			owner.push(index);
		}
	});
	const whole = folded.join("");
	const found = words.flatMap((word) =>
		placesOf(word, whole).map((at): [number, number] => [
			owner[at] ?? 0,
			(owner[at + word.length - 1] ?? 0) + 1,
		]),
	);
	return join(found.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
}

/** A word of letters alone is found where a word begins; everything else anywhere. */
function placesOf(word: string, whole: string): number[] {
	const beginsOnly = LATIN.test(word.charAt(0)) && !/[0-9]/.test(word);
	const places: number[] = [];
	for (let at = whole.indexOf(word); at !== -1; at = whole.indexOf(word, at + 1)) {
		if (!beginsOnly || at === 0 || !LATIN.test(whole.charAt(at - 1))) places.push(at);
	}
	return places;
}

function join(sorted: [number, number][]): [number, number][] {
	const joined: [number, number][] = [];
	for (const [from, to] of sorted) {
		const last = joined.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else joined.push([from, to]);
	}
	return joined;
}
