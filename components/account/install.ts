"use client";

import { useEffect, useState } from "react";

/** What browsers that can install a page tell it; no standard yet, and not in TypeScript's library. */
interface InstallEvent extends Event {
	prompt: () => Promise<{ outcome: "accepted" | "dismissed" }>;
}

let offered: InstallEvent | null = null;
const listeners = new Set<() => void>();

function keep(event: InstallEvent | null): void {
	offered = event;
	for (const listener of listeners) listener();
}

/** Notes that the browser would install the console; to be called once, as early as there is a page. */
export function watchInstall(): () => void {
	const offer = (event: Event) => {
		// The browser's own bar stays away: the menu has an entry.
		event.preventDefault();
		keep(event as InstallEvent); // as the name of the event says
	};
	const done = () => keep(null);
	window.addEventListener("beforeinstallprompt", offer);
	window.addEventListener("appinstalled", done);
	return () => {
		window.removeEventListener("beforeinstallprompt", offer);
		window.removeEventListener("appinstalled", done);
	};
}

/** Asks the browser to install the console; null where it cannot, or has done so. */
export function useInstall(): (() => void) | null {
	const [event, setEvent] = useState<InstallEvent | null>(offered);
	useEffect(() => {
		const read = () => setEvent(offered);
		read();
		listeners.add(read);
		return () => void listeners.delete(read);
	}, []);
	if (!event) return null;
	return () => {
		void event.prompt();
		// It may be asked once.
		keep(null);
	};
}
