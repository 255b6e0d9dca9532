"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Thread } from "./merge-messages";
import { NEAR_PX, type useLogRows } from "./use-log-rows";

type Rows = ReturnType<typeof useLogRows>["rows"];

interface LogScrollOptions {
	log: RefObject<HTMLElement | null>;
	rows: Rows;
	thread: Thread;
	unsentCount: number;
	/** Brings the end of the conversation here, where it is not. */
	bringLatest: () => Promise<void>;
}

/** Whether the reader is at the end of the conversation, what has come meanwhile, and the way back. */
export function useLogScroll({ log, rows, thread, unsentCount, bringLatest }: LogScrollOptions) {
	const [near, setNear] = useState(true);
	const atEnd = near && !thread.hasMoreAfter;
	const latest = useRef({ rows, atEnd });
	latest.current = { rows, atEnd };

	useEffect(() => {
		const element = log.current;
		if (!element) return;
		const isNear = () => element.scrollHeight - element.clientHeight - element.scrollTop < NEAR_PX;
		const onScroll = () => setNear(isNear());
		// The field below grew, or a banner came above: whoever was at the end stays there, and what others read stays too.
		let edgePx = element.getBoundingClientRect().top;
		const watcher = new ResizeObserver(() => {
			const movedPx = element.getBoundingClientRect().top - edgePx;
			edgePx += movedPx;
			if (!latest.current.atEnd) element.scrollTop += movedPx;
			else if (!isNear()) latest.current.rows.scrollToEnd();
		});
		element.addEventListener("scroll", onScroll, { passive: true });
		watcher.observe(element);
		return () => {
			element.removeEventListener("scroll", onScroll);
			watcher.disconnect();
		};
	}, [log]);

	const [wanted, setWanted] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: once for each time somebody wants it, when the end is drawn.
	useLayoutEffect(() => {
		if (wanted > 0) rows.scrollToEnd();
	}, [wanted]);
	const toEnd = useCallback(() => {
		bringLatest()
			.then(() => setWanted((turn) => turn + 1))
			// What was to be seen is still there, and the button too.
			.catch(() => {});
	}, [bringLatest]);

	// Whoever sends wants to see it.
	const unsentBefore = useRef(unsentCount);
	useEffect(() => {
		if (unsentCount > unsentBefore.current) toEnd();
		unsentBefore.current = unsentCount;
	}, [unsentCount, toEnd]);

	return {
		atEnd,
		missed: useMissed(thread, atEnd),
		/** By a button, which then goes: the focus stays with what is read. */
		backToEnd: () => {
			log.current?.focus({ preventScroll: true });
			toEnd();
		},
	};
}

/** How many messages of the customer have come below what is in sight. */
function useMissed({ items, hasMoreAfter, beyond }: Thread, atEnd: boolean): number {
	const lastSeq = items.at(-1)?.seq ?? 0;
	const seenSeq = useRef(lastSeq);
	if (atEnd) seenSeq.current = lastSeq;
	const below = hasMoreAfter ? beyond : items.filter(({ seq }) => seq > seenSeq.current);
	return below.filter(({ direction }) => direction === "in").length;
}
