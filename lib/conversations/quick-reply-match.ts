/** Which quick replies an agent means by a few letters. Pure and client-safe. */
import type { QuickReplyItem } from "@/lib/conversations/quick-reply-schema";

type Searched = Pick<
	QuickReplyItem,
	"id" | "group" | "title" | "shortcut" | "text" | "usedCount" | "pinyin" | "initials" | "groupPinyin"
>;

/**
 * Those that fit every word of the query, the surest first: by shortcut, title, initials (`fhsj` finds 发货时间), pinyin also
 * shortened (`fahsj`), group, then text. Equally sure ones by how often they are used. An empty query finds all.
 */
export function matchQuickReplies<Item extends Searched>(items: readonly Item[], query: string): Item[] {
	const words = fold(query)
		.split(/\s+/)
		.filter((word) => word !== "");
	return items
		.map((item) => ({ item, cost: costOf(item, words) }))
		.filter(({ cost }) => cost < NO_MATCH)
		.sort((a, b) => a.cost - b.cost || byUse(a.item, b.item))
		.map(({ item }) => item);
}

const NO_MATCH = 1000;

/** Full and half width, upper and lower case are one. */
const fold = (text: string): string => text.normalize("NFKC").toLowerCase().trim();

const costOf = (item: Searched, words: string[]): number =>
	words.reduce((sum, word) => sum + costOfWord(item, word), 0);

/** The place of the first way in which a word fits; the earlier, the surer. */
function costOfWord(item: Searched, word: string): number {
	const [title, shortcut] = [fold(item.title), fold(item.shortcut)];
	const ways: (() => boolean)[] = [
		() => shortcut === word,
		() => title === word,
		() => shortcut.startsWith(word),
		() => title.startsWith(word),
		() => item.initials === word,
		() => item.initials.startsWith(word),
		() => title.includes(word),
		() => fitsSyllables(word, item.pinyin, "first"),
		() => fitsSyllables(word, item.pinyin, "any"),
		() => fold(item.group).includes(word),
		() => fitsSyllables(word, item.groupPinyin, "any"),
		() => fold(item.text).includes(word),
	];
	const way = ways.findIndex((fits) => fits());
	return way === -1 ? NO_MATCH : way;
}

/** Whether letters are beginnings of syllables that follow each other: `fhsj`, `fahuo`, `fahsj` of `fa huo shi jian`. */
function fitsSyllables(letters: string, pinyin: string, from: "first" | "any"): boolean {
	if (pinyin === "" || !/^[a-z0-9]+$/.test(letters)) return false;
	const syllables = pinyin.split(" ");
	const starts = from === "first" ? [0] : syllables.keys();
	return [...starts].some((start) => fitsFrom(letters, syllables, start));
}

/** Every place in the letters that may be reached with so many syllables; each step takes one letter of each at least. */
function fitsFrom(letters: string, syllables: string[], start: number): boolean {
	let reached = new Set([0]);
	for (const syllable of syllables.slice(start)) {
		const next = new Set<number>();
		for (const at of reached) {
			for (let length = 1; length <= syllable.length; length++) {
				if (letters[at + length - 1] !== syllable[length - 1]) break;
				if (at + length === letters.length) return true;
				next.add(at + length);
			}
		}
		if (next.size === 0) return false;
		reached = next;
	}
	return false;
}

const byUse = (a: Searched, b: Searched): number =>
	b.usedCount - a.usedCount || compare(a.group, b.group) || compare(a.title, b.title) || compare(a.id, b.id);

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
