"use client";

import { type RefObject, useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { useShortcut } from "@/components/shell/shortcuts";

interface ListKeysOptions {
	list: RefObject<HTMLElement | null>;
	ids: string[];
	openId: string | null;
	isUnread?: (id: string) => boolean;
	/** Names each row in the page by its id. */
	attribute?: `data-${string}`;
	/** Whether the keys of the whole page walk here. */
	enabled?: boolean;
}

/** Walking through the rows with J and K or the arrows. The list is one stop of the Tab key: `stopId`. */
export function useListKeys({
	list,
	ids,
	openId,
	isUnread = () => false,
	attribute = "data-conversation-id",
	enabled = true,
}: ListKeysOptions) {
	const [walked, setWalked] = useState<{ to: string | null; open: string | null }>({ to: null, open: null });
	// Whoever opens a conversation elsewhere stands there; whoever has walked on since, there.
	const places = walked.open === openId ? [walked.to, openId] : [openId, walked.to];
	const current = places.find((id) => id !== null && ids.includes(id)) ?? null;
	const place = current ? ids.indexOf(current) : -1;

	const walkTo = useCallback((id: string | null) => setWalked({ to: id, open: openId }), [openId]);
	const focusRow = useCallback(
		(id: string | undefined) => {
			if (!id) return;
			// Rows out of sight are not drawn; the one that Tab reaches always is.
			flushSync(() => walkTo(id));
			const row = list.current?.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(id)}"]`);
			row?.focus({ preventScroll: true });
			row?.scrollIntoView({ block: "nearest" });
		},
		[list, walkTo, attribute],
	);
	const next = () => focusRow(ids[place + 1]);
	const previous = () => focusRow(ids[Math.max(place - 1, 0)]);

	useShortcut("next", next, enabled);
	useShortcut("previous", previous, enabled);
	useShortcut(
		"nextUnread",
		() => {
			const order = [...ids.slice(place + 1), ...ids.slice(0, place + 1)];
			focusRow(order.find(isUnread));
		},
		enabled,
	);

	/** The same with the arrows, while the focus is in the list. */
	function onKeyDown(event: { key: string; preventDefault: () => void }) {
		const steps: Record<string, () => void> = {
			ArrowDown: next,
			ArrowUp: previous,
			Home: () => focusRow(ids[0]),
			End: () => focusRow(ids.at(-1)),
		};
		const step = steps[event.key];
		if (!step) return;
		event.preventDefault();
		step();
	}

	const stopId = place >= 0 ? current : (ids[0] ?? null);
	return { stopId, focusRow, onKeyDown, walkTo };
}
