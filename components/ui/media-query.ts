"use client";

import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query fits now; `onServer` until the browser has answered. */
export function useMediaQuery(query: string, onServer: boolean): boolean {
	const subscribe = useCallback(
		(onChange: () => void) => {
			const list = window.matchMedia(query);
			list.addEventListener("change", onChange);
			return () => list.removeEventListener("change", onChange);
		},
		[query],
	);
	return useSyncExternalStore(
		subscribe,
		() => window.matchMedia(query).matches,
		() => onServer,
	);
}
