import { variablesOfText } from "@/lib/conversations/quick-reply-text";
import type { TextRange } from "../insert-text";

export interface Blank extends TextRange {
	name: string;
}

/** The `{{…}}` of a text that are still to be filled in, with their places. */
export function blanksOf(text: string): Blank[] {
	return [...text.matchAll(/\{\{[^{}]*\}\}/g)].flatMap(({ 0: mark, index }) => {
		const [name] = variablesOfText(mark);
		return name === undefined ? [] : [{ name, from: index, to: index + mark.length }];
	});
}

/** The blank that the Tab key leads to from here; undefined where there is none in that direction. */
export function nextBlank(
	blanks: readonly Blank[],
	{ from, to }: TextRange,
	back: boolean,
): Blank | undefined {
	return back
		? blanks.findLast((blank) => blank.to <= from && blank.from < from)
		: blanks.find((blank) => blank.from >= to && blank.to > to);
}
