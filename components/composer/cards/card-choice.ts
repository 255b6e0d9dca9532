import type { CardItem } from "@/lib/channels/card-schema";
import type { CardShown } from "./field-cards";

/** What of the library is in sight. `custom`: a card written by hand. */
export type Shelf =
	| { kind: "recent" }
	| { kind: "all" }
	| { kind: "group"; group: string }
	| { kind: "custom" };

/** Groups by name with how many cards they hold; what belongs to none comes last, as "". */
export function groupsOf(cards: readonly CardItem[]): { group: string; count: number }[] {
	const counts = new Map<string, number>();
	for (const { group } of cards) counts.set(group, (counts.get(group) ?? 0) + 1);
	const named = [...counts].map(([group, count]) => ({ group, count }));
	return named.sort(
		(a, b) => Number(a.group === "") - Number(b.group === "") || a.group.localeCompare(b.group, "zh"),
	);
}

/** The cards of one type on a shelf that fit what was typed: every word of it, in name, group, title or address. */
export function chooseCards(
	cards: readonly CardItem[],
	type: CardShown["type"],
	shelf: Shelf,
	query: string,
): CardItem[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	return cards.filter((card) => {
		if (card.type !== type) return false;
		if (shelf.kind === "recent" && card.usedAt === null) return false;
		if (shelf.kind === "group" && card.group !== shelf.group) return false;
		const text = [card.name, card.group, card.title, card.pagepath, card.url].join("\n").toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

/** The place in a grid that an arrow leads to; undefined for other keys, null where there is none. */
export function stepInGrid(
	key: string,
	at: number,
	count: number,
	columns: number,
): number | null | undefined {
	const steps: Record<string, number> = {
		ArrowLeft: at - 1,
		ArrowRight: at + 1,
		ArrowUp: at - columns,
		ArrowDown: at === -1 ? 0 : at + columns,
		Home: 0,
		End: count - 1,
	};
	const next = steps[key];
	if (next === undefined) return undefined;
	// The last row may be short: down from above its gap leads to its end.
	const inLastRow = Math.floor(at / columns) === Math.floor((count - 1) / columns);
	if (key === "ArrowDown" && next >= count && !inLastRow) return count - 1;
	return next >= 0 && next < count ? next : null;
}
