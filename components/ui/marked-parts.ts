import { type TextPart, toParts } from "./hidden-characters";

/** From the first place to the one behind the last. */
export type TextRange = readonly [start: number, end: number];

type MarkedPart = Omit<TextPart, "kind"> & { kind: TextPart["kind"] | "marked" };

/** A stranger's text cut at the edges of `ranges`, which are in order and do not overlap, and at what is hidden in it. */
export function toMarkedParts(text: string, ranges: readonly TextRange[]): MarkedPart[] {
	return toParts(text).flatMap((part) => (part.kind === "plain" ? cut(part, ranges) : [part]));
}

function cut({ at, text }: TextPart, ranges: readonly TextRange[]): MarkedPart[] {
	const parts: MarkedPart[] = [];
	let from = 0;
	const take = (to: number, kind: "plain" | "marked") => {
		if (to > from) parts.push({ at: at + from, kind, text: text.slice(from, to) });
		from = Math.max(from, to);
	};
	for (const [start, end] of ranges) {
		if (end <= at || start >= at + text.length) continue;
		take(Math.max(0, start - at), "plain");
		take(Math.min(text.length, end - at), "marked");
	}
	take(text.length, "plain");
	return parts;
}

/** Places that count code points, as the server's do, counted as strings do. */
export function toUnitRanges(text: string, ranges: readonly TextRange[]): TextRange[] {
	const starts: number[] = [0];
	for (const point of text) starts.push((starts.at(-1) ?? 0) + point.length);
	const unit = (place: number) => starts[Math.min(place, starts.length - 1)] ?? text.length;
	return ranges.map(([start, end]) => [unit(start), unit(end)]);
}

/**
 * A text with places that count code points, begun so late that only `before` of them stand before the first place; its places
 * count as strings do.
 */
export function startingAt(
	{ text, ranges }: { text: string; ranges: readonly TextRange[] },
	before: number,
): { text: string; ranges: TextRange[] } {
	const points = Array.from(text);
	const cut = Math.max(0, (ranges[0]?.[0] ?? 0) - before);
	if (cut === 0) return { text, ranges: toUnitRanges(text, ranges) };
	const shorter = `…${points.slice(cut).join("")}`;
	return {
		text: shorter,
		ranges: toUnitRanges(
			shorter,
			ranges.map(([start, end]) => [start - cut + 1, end - cut + 1]),
		),
	};
}
