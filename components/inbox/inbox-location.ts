"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { type InboxChange, type InboxLocation, toInboxLocation, toInboxUrl } from "./inbox-url";

/**
 * Where the reader is in the inbox, and how to go elsewhere without asking the server for a page. The address follows;
 * the screen does not wait for it.
 */
export function useInboxLocation() {
	const path = usePathname();
	const parameters = useSearchParams();
	const addressed = useMemo(() => toInboxLocation(path, Object.fromEntries(parameters)), [path, parameters]);
	const [here, setHere] = useState(addressed);

	// The back button, a link: the address leads. One that has been left in the meantime does not.
	useEffect(() => {
		if (toInboxUrl(addressed) === toInboxUrl(currentLocation())) setHere(addressed);
	}, [addressed]);

	return useMemo(() => {
		const to = (change: Partial<InboxLocation>) => ({ ...here, ...change });
		const go = (change: Partial<InboxLocation>) => {
			setHere(to(change));
			window.history.pushState(null, "", toInboxUrl(to(change)));
		};
		return {
			here,
			urlOf: (change: Partial<InboxLocation>) => toInboxUrl(to(change)),
			open: (openId: string | null, messageId: string | null = null) => go({ openId, messageId }),
			/** Another list, or the same narrowed, widened or sorted. What was searched for stays behind. */
			show: (change: InboxChange) => go({ q: "", kind: null, ...change }),
			/** Typing in the search field leaves no trail of half words in the history. */
			search: (q: string) => {
				const change = { q, kind: q ? here.kind : null };
				setHere(to(change));
				window.history.replaceState(null, "", toInboxUrl(to(change)));
			},
		};
	}, [here]);
}

const currentLocation = (): InboxLocation =>
	toInboxLocation(window.location.pathname, Object.fromEntries(new URLSearchParams(window.location.search)));
