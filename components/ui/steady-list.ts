"use client";

import { useState } from "react";

/** The items in the order in which they stood before; those that are new come last. */
export function inSteadyOrder<Item>(
	before: readonly string[],
	items: readonly Item[],
	idOf: (item: Item) => string,
): Item[] {
	const places = new Map(before.map((id, place) => [id, place]));
	const placeOf = (item: Item) => places.get(idOf(item)) ?? before.length;
	return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** A list that keeps its order while answers of the server replace it. `list` names it; null while it is closed. */
export function useSteadyOrder<Item>(
	list: string | null,
	items: readonly Item[],
	idOf: (item: Item) => string,
): Item[] {
	const [kept, setKept] = useState<{ list: string | null; ids: readonly string[] }>({ list, ids: [] });
	const before = kept.list === list ? kept.ids : [];
	const known = new Set(before);
	const steady = inSteadyOrder(before, items, idOf);
	// What is gone keeps its place: it may come back.
	const added = steady.map(idOf).filter((id) => !known.has(id));
	if (kept.list !== list || added.length > 0) setKept({ list, ids: [...before, ...added] });
	return steady;
}

/** What was chosen, and where it stood then. */
export interface Choice {
	id: string | null;
	place: number;
}

const FIRST: Choice = { id: null, place: 0 };

/** Where the chosen one stands now, or who took its place when it is gone; -1 in an empty list. */
export function placeOfChoice({ id, place }: Choice, ids: readonly string[]): number {
	const now = id === null ? -1 : ids.indexOf(id);
	return now >= 0 ? now : Math.min(place, ids.length - 1);
}

/** The choice in a list that may be replaced while it is open; another list, or the same opened again, begins with its first. */
export function useChoice(list: string | null, ids: readonly string[]) {
	const [kept, setKept] = useState({ list, choice: FIRST });
	if (kept.list !== list) setKept({ list, choice: FIRST });
	const choose = (place: number) => setKept({ list, choice: { id: ids[place] ?? null, place } });
	return [placeOfChoice(kept.list === list ? kept.choice : FIRST, ids), choose] as const;
}
