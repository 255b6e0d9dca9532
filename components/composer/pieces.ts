import type { TextRange } from "./insert-text";

interface Piece {
	/** Where it begins in the text. */
	from: number;
	text: string;
	marked: boolean;
}

/** The text cut at its marks, nothing added and nothing lost. Marks are in order and do not overlap. */
export function piecesOf(text: string, marks: readonly TextRange[]): Piece[] {
	const ends = [...marks, { from: text.length, to: text.length }];
	let at = 0;
	const pieces = ends.flatMap(({ from, to }): Piece[] => {
		const between = { from: at, text: text.slice(at, from), marked: false };
		at = to;
		return [between, { from, text: text.slice(from, to), marked: true }];
	});
	return pieces.filter((piece) => piece.text !== "");
}
