/** Which commands are meant by what is typed, in what order, and where the letters stand. Pure. */
import type { TextRange } from "@/components/ui/marked-parts";
import type { PinyinPlaces } from "@/components/ui/pinyin";
import type { Command } from "./command";

export interface FoundCommand {
	command: Command;
	/** Where the words stand in the title. */
	ranges: readonly TextRange[];
}

/**
 * Commands in which every word of the query stands, the surest first: at the beginning of the title, of a word, within, by
 * pinyin, then in what else is known of it. Equally sure ones in the order given. What the server found stays behind them, and is
 * left out where it says the same.
 */
export function matchCommands(
	commands: readonly Command[],
	query: string,
	pinyin: PinyinPlaces | null,
): FoundCommand[] {
	const words = fold(query)
		.split(/\s+/)
		.filter((word) => word !== "");
	const fits = commands
		.map((command) => ({ command, fit: command.found ? null : fitOf(command, words, pinyin) }))
		.filter(({ command, fit }) => command.found || fit);
	const said = new Set(fits.flatMap(({ command, fit }) => (fit ? [command.id, command.title] : [])));
	return fits
		.filter(({ command, fit }) => fit || !(said.has(command.title) || said.has(command.sameAs ?? "")))
		.sort((a, b) => (a.fit?.cost ?? SERVER) - (b.fit?.cost ?? SERVER))
		.map(({ command, fit }) => ({ command, ranges: command.found ?? joined(fit?.ranges ?? []) }));
}

interface Fit {
	cost: number;
	ranges: TextRange[];
}

const SERVER = Number.POSITIVE_INFINITY;

function fitOf(command: Command, words: readonly string[], pinyin: PinyinPlaces | null): Fit | null {
	const sum: Fit = { cost: 0, ranges: [] };
	for (const word of words) {
		const fit = fitOfWord(command, word, pinyin);
		if (!fit) return null;
		sum.cost += fit.cost;
		sum.ranges.push(...fit.ranges);
	}
	return sum;
}

function fitOfWord({ title, hint, words }: Command, word: string, pinyin: PinyinPlaces | null): Fit | null {
	const shown = foldInPlace(title);
	const at = shown.indexOf(word);
	const atWord = wordStart(shown, word);
	const range = (from: number): TextRange[] => [[from, from + word.length]];
	if (at === 0) return { cost: shown.length === word.length ? 0 : 1, ranges: range(0) };
	if (atWord >= 0) return { cost: 2, ranges: range(atWord) };
	if (at > 0) return { cost: 3, ranges: range(at) };
	const places = pinyinPlaces(title, word, pinyin);
	if (places) return { cost: places[0] === 0 ? 4 : 5, ranges: places.map((place) => [place, place + 1]) };
	return fold(`${hint ?? ""} ${words ?? ""}`).includes(word) ? { cost: 6, ranges: [] } : null;
}

/** Input methods part syllables with an apostrophe while they compose. */
function pinyinPlaces(title: string, word: string, pinyin: PinyinPlaces | null): readonly number[] | null {
	const letters = word.replaceAll("'", "");
	if (!pinyin || !/^[a-z]+$/.test(letters)) return null;
	const places = pinyin(title, letters);
	return places && places.length > 0 ? places : null;
}

/** Full and half width, upper and lower case are one. */
const fold = (text: string): string => text.normalize("NFKC").toLowerCase().trim();

/** The same where places count: letters that would become longer or shorter stay as they are. */
const foldInPlace = (text: string): string =>
	Array.from(text, (letter) => {
		const folded = letter.normalize("NFKC").toLowerCase();
		return folded.length === letter.length ? folded : letter;
	}).join("");

/** Where a word of the text begins like this; -1 nowhere. */
function wordStart(text: string, word: string): number {
	for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
		if (at > 0 && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return at;
	}
	return -1;
}

/** In order, touching and overlapping ones as one. */
function joined(ranges: readonly TextRange[]): TextRange[] {
	const result: [number, number][] = [];
	for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
		const last = result.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else result.push([from, to]);
	}
	return result;
}
