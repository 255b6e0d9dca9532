/**
 * What in a stranger's text can disturb the screen around it, decided in one place.
 *
 * Shown as a mark instead of being obeyed: everything that overrides or embeds a direction, everything without a width
 * and every control character; joiners where nothing is joined; and marks piled on a letter above what a script needs.
 * Kept: line breaks and tabs, the plain direction marks of right-to-left scripts (harmless inside an isolated element),
 * variation selectors, joiners inside emoji and in scripts that write with them.
 */

/** More marks than this on one letter are a pile, in every living script. */
const MAX_MARKS = 4;

const JOINING_SCRIPTS = [
	"Arabic",
	"Syriac",
	"Mongolian",
	"Devanagari",
	"Bengali",
	"Gurmukhi",
	"Gujarati",
	"Oriya",
	"Tamil",
	"Telugu",
	"Kannada",
	"Malayalam",
	"Sinhala",
	"Khmer",
	"Myanmar",
]
	.map((script) => `\\p{Script=${script}}`)
	.join("");

const HIDDEN = new RegExp(
	`(?:${[
		// Control characters, without tab, line feed and carriage return.
		"[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]",
		// No width of their own: soft hyphen, grapheme joiner, fillers, zero-width space, word joiner, byte order mark …
		"[\\u00AD\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180E\\u200B\\u2060-\\u2065\\u206A-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB]",
		"[\\u{1D173}-\\u{1D17A}]",
		// Line and paragraph separators, embeddings, overrides, isolates.
		"[\\u2028-\\u202E\\u2066-\\u2069]",
		// Tags, outside the flags of England, Scotland and Wales: five letters and the end.
		"(?<!\\u{1F3F4}[\\u{E0020}-\\u{E007E}]{0,5})[\\u{E0000}-\\u{E007F}]",
		// Joiners that join nothing.
		`(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F\\u20E3${JOINING_SCRIPTS}])[\\u200C\\u200D]`,
		// Marks on nothing, and piles of them.
		"^\\p{M}",
		`(?<=\\p{M}{${MAX_MARKS}})\\p{M}`,
	].join("|")})+`,
	"gu",
);

const RIGHT_TO_LEFT =
	/[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

export interface TextPart {
	/** Where it begins in the text. */
	at: number;
	kind: "plain" | "hidden";
	/** The text itself, or what stands for the hidden characters: `U+202E`, `U+0301 ×96`. */
	text: string;
}

/** A stranger's text, cut into what may be shown as it is and marks for what is hidden in it. */
export function toParts(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let end = 0;
	for (const found of text.matchAll(HIDDEN)) {
		if (found.index > end) parts.push({ at: end, kind: "plain", text: text.slice(end, found.index) });
		parts.push({ at: found.index, kind: "hidden", text: nameOf(found[0]) });
		end = found.index + found[0].length;
	}
	if (end < text.length) parts.push({ at: end, kind: "plain", text: text.slice(end) });
	return parts;
}

/** The same as plain words, for attributes and inside sentences: isolated where it runs from right to left. */
export function strangerWords(text: string): string {
	const words = toParts(text)
		.map((part) => (part.kind === "plain" ? part.text : `[${part.text}]`))
		.join("");
	return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}

function nameOf(hidden: string): string {
	const count = Array.from(hidden).length;
	const code = (hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
	return count === 1 ? `U+${code}` : `U+${code} ×${count}`;
}
