"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useChangePreferences, usePreferences } from "@/components/account/preferences";
import {
	type AddressedPlace,
	type InboxChange,
	type InboxLocation,
	inOrder,
	isInInbox,
	toInboxLocation,
	toInboxUrl,
} from "./inbox-url";

/**
 * Where the reader is in the inbox, and how to go elsewhere without asking the server for a page. The address follows;
 * the screen does not wait for it.
 */
export function useInboxLocation() {
	const path = usePathname();
	const parameters = useSearchParams();
	const addressed = useMemo(() => toInboxLocation(path, Object.fromEntries(parameters)), [path, parameters]);
	const [place, setPlace] = useState(addressed);
	/** The same before it is drawn: whoever goes on, however late, goes on from there. */
	const latest = useRef(place);
	const left = useRef(false);
	const stand = useCallback((next: AddressedPlace) => {
		latest.current = next;
		setPlace(next);
	}, []);
	const { sorts } = usePreferences();
	const changePreferences = useChangePreferences();
	/** Grows each time somebody goes to a message, be it the same one again. */
	const [turn, setTurn] = useState(0);

	// A link: the address leads. One that has been left in the meantime does not.
	useEffect(() => {
		if (toInboxUrl(addressed) === toInboxUrl(currentPlace())) stand(addressed);
	}, [addressed, stand]);
	// The back button, at once: to Next.js nothing has changed if it had not yet come to what is left.
	useEffect(() => {
		const follow = () => isInInbox(window.location.pathname) && stand(currentPlace());
		window.addEventListener("popstate", follow);
		return () => window.removeEventListener("popstate", follow);
	}, [stand]);
	useEffect(() => {
		left.current = false;
		return () => {
			left.current = true;
		};
	}, []);

	return useMemo(() => {
		const here = inOrder(place, sorts);
		/** Null once the reader is elsewhere in the console. */
		const at = () => (left.current || !isInInbox(window.location.pathname) ? null : latest.current);
		const go = (change: Partial<InboxLocation>, way: "pushState" | "replaceState" = "pushState") => {
			const from = at();
			if (!from) return;
			stand(changed(from, change));
			window.history[way](null, "", toInboxUrl(changed(from, change)));
		};
		return {
			here,
			urlOf: (change: Partial<InboxLocation>) => toInboxUrl(changed(place, change)),
			/** Asked later, this says whether the reader has stayed: same list, same words, same conversation. */
			mark: () => {
				const marked = toPlainUrl(at());
				return () => marked === toPlainUrl(at());
			},
			/** The message meant, once more for each time somebody goes to it. */
			target: here.messageId === null ? null : { messageId: here.messageId, turn },
			open: (openId: string | null, messageId: string | null = null) => {
				if (messageId !== null) setTurn((known) => known + 1);
				go({ openId, messageId });
			},
			/** The reader has gone on from the message: the address no longer means it. */
			leaveMessage: () => {
				const { openId, messageId } = at() ?? {};
				if (openId === place.openId && messageId === place.messageId) go({ messageId: null }, "replaceState");
			},
			/** Another list, or the same narrowed, widened or sorted. What was searched for stays behind. */
			show: (change: InboxChange) => {
				go({ q: "", kind: null, ...change });
				// Chosen by itself an order stays with its view; as a part of a saved list it does not.
				if (change.sort && !change.view)
					void changePreferences({ sorts: { ...sorts, [place.view]: change.sort } });
			},
			/** To an address of the inbox, whatever it says. */
			goTo: (href: string) => {
				const url = new URL(href, window.location.href);
				const next = toInboxLocation(url.pathname, Object.fromEntries(url.searchParams));
				if (next.messageId !== null) setTurn((known) => known + 1);
				stand(next);
				window.history.pushState(null, "", href);
			},
			/** Typing in the search field leaves no trail of half words in the history. */
			search: (q: string) => go(q ? { q } : { q, kind: null }, "replaceState"),
		};
	}, [place, stand, sorts, turn, changePreferences]);
}

/** Another view has an order of its own, and begins with what is not put away. */
const changed = (from: AddressedPlace, change: Partial<InboxLocation>): AddressedPlace => ({
	...from,
	...(change.view !== undefined && change.view !== from.view && { sort: null, later: false }),
	// A message belongs to its conversation.
	...("openId" in change && { messageId: null }),
	...change,
});

/** Whatever message is meant there. */
const toPlainUrl = (place: AddressedPlace | null): string | null =>
	place && toInboxUrl({ ...place, messageId: null });

const currentPlace = (): AddressedPlace =>
	toInboxLocation(window.location.pathname, Object.fromEntries(new URLSearchParams(window.location.search)));
