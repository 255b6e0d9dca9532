"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Thread } from "./merge-messages";

/** Closer to the bottom than this counts as being there, in px. */
const NEAR_PX = 40;

/**
 * Where the reader is in the log. The log is reversed: its scroll position is 0 at the bottom and negative above, so
 * the bottom stays in sight by itself and older messages move nothing. For a reader who has scrolled up, whatever
 * grows below must be made up for.
 */
export function useLogScroll(log: RefObject<HTMLElement | null>, { items }: Thread, unsentCount: number) {
	const [atBottom, setAtBottom] = useState(true);
	const [missed, setMissed] = useState(0);
	const anchor = useRef<{ element: Element; top: number } | null>(null);
	const lastSeq = items.at(-1)?.seq ?? 0;
	const seenSeq = useRef(lastSeq);

	const toBottom = useCallback(() => log.current?.scrollTo({ top: 0 }), [log]);

	useEffect(() => {
		const element = log.current;
		if (!element) return;
		const onScroll = () => {
			const near = element.scrollTop > -NEAR_PX;
			anchor.current = near ? null : firstVisible(element);
			setAtBottom(near);
			if (near) setMissed(0);
		};
		element.addEventListener("scroll", onScroll, { passive: true });
		return () => element.removeEventListener("scroll", onScroll);
	}, [log]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: new and changed messages are what moves things.
	useLayoutEffect(() => {
		const kept = anchor.current;
		if (!kept || !log.current) return;
		const moved = kept.element.getBoundingClientRect().top - kept.top;
		if (moved !== 0) log.current.scrollTop += moved;
	}, [log, items, unsentCount]);

	useEffect(() => {
		const added = items.filter(({ seq, direction }) => seq > seenSeq.current && direction === "in").length;
		seenSeq.current = lastSeq;
		if (anchor.current && added > 0) setMissed((count) => count + added);
	}, [items, lastSeq]);

	// Whoever sends wants to see it.
	const unsentBefore = useRef(unsentCount);
	useEffect(() => {
		if (unsentCount > unsentBefore.current) toBottom();
		unsentBefore.current = unsentCount;
	}, [unsentCount, toBottom]);

	return { atBottom, missed, toBottom };
}

/** The message at the upper edge of the log, and where it stands on screen. */
function firstVisible(log: HTMLElement): { element: Element; top: number } | null {
	const edge = log.getBoundingClientRect().top;
	for (const element of log.querySelectorAll("article")) {
		const { top, bottom } = element.getBoundingClientRect();
		if (bottom > edge) return { element, top };
	}
	return null;
}
