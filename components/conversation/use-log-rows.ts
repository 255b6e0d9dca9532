"use client";

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useLayoutEffect, useMemo, useState } from "react";
import { estimatePx } from "./line-height";
import { keyOf, type ThreadLine } from "./thread-lines";

/** Rows drawn beyond the edges. */
const BEYOND = 8;
/** Closer to the end than this counts as being there, in px. */
export const NEAR_PX = 40;
/** Above the first message and below the last of a stretch: what comes there is said here. */
export const EDGE_PX = 44;
const BOTTOM_PX = 10;
/** What the server draws, which does not know the window. */
const FIRST_PAINT = { width: 600, height: 800 };

interface LogRowsOptions {
	log: RefObject<HTMLElement | null>;
	lines: ThreadLine[];
	/** The end of the log is the end of the conversation. */
	atEndOfAll: boolean;
	/** Drawn wherever it is: what has the focus, or gets it next. */
	keptKey: string | null;
}

/**
 * Which rows to draw and where: only those in sight, however many there are. Each is measured once it is drawn. The place
 * stays when rows come, go or grow above it, and the end stays in sight for whoever is there.
 */
export function useLogRows({ log, lines, atEndOfAll, keptKey }: LogRowsOptions) {
	// Until then the browser itself keeps the end in sight, with what the server has drawn.
	const [alive, setAlive] = useState(false);
	useLayoutEffect(() => setAlive(true), []);
	const keys = useMemo(() => lines.map(keyOf), [lines]);
	const kept = keptKey === null ? -1 : keys.indexOf(keptKey);
	const rows = useVirtualizer<HTMLElement, HTMLElement>({
		count: lines.length,
		getScrollElement: () => (alive ? log.current : null),
		estimateSize: (index) => estimatePx(lines[index]),
		getItemKey: useCallback((index: number) => keys[index] ?? index, [keys]),
		rangeExtractor: useCallback((range: Range) => withKept(defaultRangeExtractor(range), kept), [kept]),
		overscan: BEYOND,
		initialRect: FIRST_PAINT,
		initialOffset: () => lines.reduce((sum, line) => sum + estimatePx(line), 0),
		paddingStart: EDGE_PX,
		paddingEnd: atEndOfAll ? BOTTOM_PX : EDGE_PX,
		anchorTo: "end",
		followOnAppend: atEndOfAll,
		scrollEndThreshold: NEAR_PX,
	});
	// Whatever grows above the upper edge must not push down what is read, whichever way the reader scrolls.
	rows.shouldAdjustScrollPositionOnItemSizeChange = (
		{ key, start, end },
		_,
		{ itemSizeCache, scrollOffset },
	) => (itemSizeCache.has(key) ? end : start) < (scrollOffset ?? 0);
	return { rows, keys, alive };
}

const withKept = (indexes: number[], kept: number): number[] =>
	kept === -1 || indexes.includes(kept) ? indexes : [...indexes, kept].sort((a, b) => a - b);
