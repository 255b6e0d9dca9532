"use client";

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect } from "react";
import { useMediaQuery } from "@/components/ui/media-query";

const ROW_PX = { desk: 84, phone: 88 };
/** Rows drawn beyond the edges. */
const BEYOND = 6;
/** What the server draws, which does not know the window. */
const FIRST_PAINT = { width: 336, height: 900 };

interface RowsOptions {
	area: RefObject<HTMLElement | null>;
	ids: string[];
	/** Drawn wherever they are: the row that is open, and the one that has the focus or gets it next. */
	kept: (string | null)[];
	/** Asks for the next page; null when there is none, or it is on its way. */
	loadMore: (() => void) | null;
	/** Of each row. */
	heights?: { desk: number; phone: number };
}

/** Which rows to draw and where: only those in sight, however many there are. All are equally high. */
export function useRows({ area, ids, kept, loadMore, heights = ROW_PX }: RowsOptions) {
	const rowPx = useMediaQuery("(max-width: 639px)", false) ? heights.phone : heights.desk;
	const keptPlaces = kept.map((id) => (id === null ? -1 : ids.indexOf(id))).join();
	const rangeExtractor = useCallback(
		(range: Range) => {
			const places = keptPlaces.split(",").map(Number);
			const inList = places.filter((place) => place >= 0 && place < range.count);
			return [...new Set([...defaultRangeExtractor(range), ...inList])].sort((a, b) => a - b);
		},
		[keptPlaces],
	);
	const rows = useVirtualizer({
		count: ids.length,
		getScrollElement: () => area.current,
		estimateSize: () => rowPx,
		getItemKey: (index) => ids[index] ?? index,
		overscan: BEYOND,
		initialRect: FIRST_PAINT,
		rangeExtractor,
		// The rows that scrolling brings may come a frame later; React refuses to be hurried from an effect.
		useFlushSync: false,
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: another height of rows makes all places wrong.
	useEffect(() => rows.measure(), [rows, rowPx]);

	const lastSeen = rows.range?.endIndex ?? 0;
	const nearEnd = ids.length > 0 && lastSeen >= ids.length - 1 - BEYOND;
	useEffect(() => {
		if (nearEnd) loadMore?.();
	}, [nearEnd, loadMore]);

	return { rowPx, totalPx: rows.getTotalSize(), drawn: rows.getVirtualItems() };
}
