"use client";

import { INBOX_PATH } from "@/components/inbox/inbox-url";
import { SECOND_MS, sleep } from "@/lib/time";
import type { News } from "./news";

const WORKER_PATH = "/sw.js";

/** A worker that is not up by now will not come: the browser forbids it, or it could not be installed. */
const START_MS = 5 * SECOND_MS;

/** What the worker asks of a page: to show a place of the console. */
interface OpenMessage {
	type: "open";
	url: string;
}

/** Service workers are only to be had over https, and on this very machine. */
export const hasWorker = (): boolean => typeof navigator !== "undefined" && "serviceWorker" in navigator;

/** Starts the service worker, or the newest of it. It lives on when the tab is closed. */
export async function startWorker(): Promise<void> {
	if (!hasWorker() || !navigator.onLine) return;
	try {
		await register();
	} catch {
		// Switched off in this browser: who asks to be told in it hears so.
	}
}

/** The worker's registration, once it can be spoken to. @throws Error if this browser lets none run */
export async function runningWorker(): Promise<ServiceWorkerRegistration> {
	await register();
	const tooLate = sleep(START_MS).then(() => {
		throw new Error("no service worker has come up");
	});
	return Promise.race([navigator.serviceWorker.ready, tooLate]);
}

const register = () => navigator.serviceWorker.register(WORKER_PATH, { updateViaCache: "none" });

/** Shows a notification through the worker, which knows what it has shown already, and by which way. */
export async function notify(
	news: News,
	{ language, silent }: { language: string; silent: boolean },
): Promise<void> {
	const { active } = await navigator.serviceWorker.ready;
	active?.postMessage({ type: "show", alert: { ...news, language, silent } });
}

/** Calls back with the address that a click on a notification leads to. Returns how to stop. */
export function watchOpening(onOpen: (url: string) => void): () => void {
	if (!hasWorker()) return () => undefined;
	// Our own worker, and nobody else, speaks here.
	const hear = ({ data }: MessageEvent<Partial<OpenMessage> | null>) => {
		if (data?.type === "open" && data.url?.startsWith(INBOX_PATH)) onOpen(data.url);
	};
	navigator.serviceWorker.addEventListener("message", hear);
	return () => navigator.serviceWorker.removeEventListener("message", hear);
}
