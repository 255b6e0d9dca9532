"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import { BULK_MOST } from "@/lib/conversations/limits";

const NOTHING: ReadonlySet<string> = new Set();

/** Which rows are chosen for one act on all of them. Another `list` starts with none. */
export function useSelection(list: string, ids: string[]) {
	const [chosen, setChosen] = useState({ list, ids: NOTHING });
	/** Where a range begins. */
	const anchor = useRef<string | null>(null);
	const order = useRef(ids);
	order.current = ids;
	const selected = chosen.list === list ? chosen.ids : NOTHING;

	const choose = useCallback(
		(next: Iterable<string>) => setChosen({ list, ids: new Set([...next].slice(0, BULK_MOST)) }),
		[list],
	);
	/** Chooses a row or lets it go; with `range` all from the last chosen one to it. */
	const select = useCallback(
		(id: string, range: boolean) => {
			const from = range && anchor.current ? order.current.indexOf(anchor.current) : -1;
			const to = order.current.indexOf(id);
			setChosen((before) => {
				const known = before.list === list ? before.ids : NOTHING;
				if (from < 0 || to < 0) return { list, ids: toggled(known, id) };
				const between = order.current.slice(Math.min(from, to), Math.max(from, to) + 1);
				return { list, ids: new Set([...known, ...between].slice(0, BULK_MOST)) };
			});
			anchor.current = id;
		},
		[list],
	);
	/** Lets these rows go; what has been chosen since stays. */
	const letGo = useCallback(
		(ids: string[]) =>
			setChosen((before) => ({ ...before, ids: new Set([...before.ids].filter((id) => !ids.includes(id))) })),
		[],
	);
	return useMemo(
		() => ({ selected, select, choose, letGo, clear: () => choose(NOTHING) }),
		[selected, select, choose, letGo],
	);
}

function toggled(known: ReadonlySet<string>, id: string): ReadonlySet<string> {
	const next = new Set(known);
	if (!next.delete(id) && next.size < BULK_MOST) next.add(id);
	return next;
}
