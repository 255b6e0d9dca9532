/** How Chinese words are typed in Latin letters. Server only: the dictionary is large. */
import { pinyin } from "pinyin-pro";

export interface Pinyin {
	/** Syllables without tones, and Latin words as they are, lower case: `fa huo shi jian`, `iphone fa huo`. */
	pinyin: string;
	/** Their first letters: `fhsj`. */
	initials: string;
}

/** As many texts as a busy desk has. */
const KEPT_MOST = 5000;
const kept = new Map<string, Pinyin>();

/** Reads each character in its context (重庆 is `chong qing`); ü is typed v. */
export function pinyinOf(text: string): Pinyin {
	const known = kept.get(text);
	if (known) return known;
	if (kept.size >= KEPT_MOST) kept.clear();
	const made = makePinyin(text);
	kept.set(text, made);
	return made;
}

function makePinyin(text: string): Pinyin {
	const parts = pinyin(text.normalize("NFKC"), {
		toneType: "none",
		type: "array",
		nonZh: "consecutive",
		v: true,
	});
	const syllables =
		parts
			.join(" ")
			.toLowerCase()
			.match(/[a-z0-9]+/g) ?? [];
	return { pinyin: syllables.join(" "), initials: syllables.map(([first]) => first).join("") };
}
