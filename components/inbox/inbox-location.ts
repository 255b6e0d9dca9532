"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { View } from "@/lib/conversations/schema";
import { type InboxLocation, toInboxLocation, toInboxUrl } from "./inbox-url";

/** Where the reader is in the inbox, and how to go elsewhere without asking the server for a page. */
export function useInboxLocation() {
	const path = usePathname();
	const parameters = useSearchParams();
	return useMemo(() => {
		const here = toInboxLocation(path, Object.fromEntries(parameters));
		const urlOf = (change: Partial<InboxLocation>) => toInboxUrl({ ...here, ...change });
		return {
			here,
			urlOf,
			open: (openId: string | null) => window.history.pushState(null, "", urlOf({ openId })),
			show: (view: View, channel: string | null) =>
				window.history.pushState(null, "", urlOf({ view, channel, q: "" })),
			/** Typing in the search field leaves no trail of half words in the history. */
			search: (q: string) => window.history.replaceState(null, "", urlOf({ q })),
		};
	}, [path, parameters]);
}
