/** Rows as they are shown, and what waits to be shown. */
export interface HeldOrder {
	ids: string[];
	/** Rows that are new since and not shown yet. */
	arrivals: number;
}

interface HoldOptions {
	/** Somebody points at, scrolls or has the focus in the list: nothing may move. */
	busy: boolean;
	/** The open conversation keeps its place, even when it no longer belongs here, until it is left. */
	openId: string | null;
}

/**
 * What to show when the server's order is `fresh` and `shown` is on screen.
 * While busy the rows stay; rows further down the same order may still be added at the end.
 */
export function holdOrder(shown: string[], fresh: string[], { busy, openId }: HoldOptions): HeldOrder {
	if (!busy || shown.length === 0) return { ids: keepOpen(shown, fresh, openId), arrivals: 0 };
	const known = new Set(shown);
	const lastShown = Math.max(...shown.map((id) => fresh.indexOf(id)), -1);
	const added = fresh.filter((id, index) => !known.has(id) && index > lastShown);
	const arrivals = fresh.filter((id, index) => !known.has(id) && index < lastShown).length;
	return { ids: [...shown, ...added], arrivals };
}

function keepOpen(shown: string[], fresh: string[], openId: string | null): string[] {
	const place = openId ? shown.indexOf(openId) : -1;
	if (!openId || place === -1 || fresh.includes(openId)) return fresh;
	return [...fresh.slice(0, place), openId, ...fresh.slice(place)];
}
