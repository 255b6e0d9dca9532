"use client";

import { type RefObject, useEffect, useReducer, useRef } from "react";
import { type HeldOrder, holdOrder } from "./hold-order";

const WATCHED = ["pointerenter", "pointermove", "pointerleave", "focusin", "focusout", "scroll"];

interface HeldListOptions {
	/** Names the list; another name starts anew. */
	list: string;
	/** The server's order. */
	fresh: string[];
	openId: string | null;
	/** What scrolls. */
	area: RefObject<HTMLElement | null>;
}

/**
 * The order of a list that never moves under the pointer: while somebody points at it, has scrolled it or has the
 * focus in it, rows stay, and `arrivals` counts what waits above. `release` shows them.
 */
export function useHeldList({
	list,
	fresh,
	openId,
	area,
}: HeldListOptions): HeldOrder & { release: () => void } {
	const shown = useRef({ list, ids: [] as string[] });
	const busy = useRef(false);
	const [, redraw] = useReducer((count: number) => count + 1, 0);

	useEffect(() => {
		const element = area.current;
		if (!element) return;
		const look = () => {
			const now = isInUse(element);
			const freed = busy.current && !now;
			busy.current = now;
			if (freed) redraw();
		};
		// After the event, when the focus has arrived where it goes.
		const lookLater = () => queueMicrotask(look);
		for (const event of WATCHED) element.addEventListener(event, lookLater, { passive: true });
		return () => {
			for (const event of WATCHED) element.removeEventListener(event, lookLater);
		};
	}, [area]);

	// A row that went away with the focus in it has told nobody.
	if (area.current) busy.current = isInUse(area.current);
	const before = shown.current.list === list ? shown.current.ids : [];
	const held = holdOrder(before, fresh, { busy: busy.current, openId });
	shown.current = { list, ids: held.ids };

	function release() {
		shown.current = { list, ids: holdOrder(held.ids, fresh, { busy: false, openId }).ids };
		area.current?.scrollTo({ top: 0 });
		redraw();
	}

	return { ...held, release };
}

/** A finger leaves no pointer behind, but browsers go on saying "hover". */
const isInUse = (element: HTMLElement): boolean =>
	element.scrollTop > 0 ||
	element.matches(":focus-within") ||
	(element.matches(":hover") && window.matchMedia("(hover: hover)").matches);
