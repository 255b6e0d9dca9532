"use client";

import { request } from "@/components/api/request";
import type { PushKey, SubscribedBrowser } from "@/lib/alerts/schema";
import { hasWorker, runningWorker } from "./worker";

export const SUBSCRIPTIONS_PATH = "/api/alerts/subscriptions";

/** This browser cannot be told: it lets no worker run, or has no push service that could be reached. */
export class PushError extends Error {
	constructor(
		readonly reason: "noWorker" | "noPushService",
		options: ErrorOptions,
	) {
		super("the browser cannot be told", options);
	}
}

export const fetchBrowsers = async (): Promise<SubscribedBrowser[]> =>
	(await request<{ items: SubscribedBrowser[] }>(SUBSCRIPTIONS_PATH)).items;

/** What the server knows this browser by; null while it is not to be told. */
export async function ownFingerprint(): Promise<string | null> {
	const subscription = await ownSubscription();
	return subscription && fingerprintOf(subscription.endpoint);
}

/** From now on this browser is told, also without a tab. @throws PushError, RequestError */
export async function subscribe(): Promise<void> {
	const { publicKey } = await request<PushKey>("/api/alerts/key");
	const options = { userVisibleOnly: true, applicationServerKey: publicKey };
	const { pushManager } = await runningWorker().catch(failedBy("noWorker"));
	const subscription = await pushManager.subscribe(options).catch(failedBy("noPushService"));
	await request(SUBSCRIPTIONS_PATH, { method: "POST", body: subscription.toJSON() });
}

/** This browser is told nothing more; before its person signs out, too. @throws RequestError */
export async function unsubscribe(): Promise<void> {
	const subscription = await ownSubscription();
	if (!subscription) return;
	await subscription.unsubscribe().catch(() => undefined);
	await request(SUBSCRIPTIONS_PATH, { method: "DELETE", body: { endpoint: subscription.endpoint } });
}

export const removeBrowser = (id: string): Promise<unknown> =>
	request(SUBSCRIPTIONS_PATH, { method: "DELETE", body: { id } });

/** A browser that was removed elsewhere, or in which somebody else was told, is told nothing to this person. */
export async function settleSubscription(): Promise<void> {
	const subscription = await ownSubscription();
	if (!subscription) return;
	const own = await fingerprintOf(subscription.endpoint);
	const known = await fetchBrowsers();
	if (!known.some(({ fingerprint }) => fingerprint === own)) await subscription.unsubscribe();
}

const failedBy = (reason: PushError["reason"]) => (cause: unknown) => {
	throw new PushError(reason, { cause });
};

async function ownSubscription(): Promise<PushSubscription | null> {
	if (!hasWorker()) return null;
	const registration = await navigator.serviceWorker.getRegistration();
	return (await registration?.pushManager?.getSubscription()) ?? null;
}

async function fingerprintOf(endpoint: string): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
	const text = btoa(String.fromCharCode(...new Uint8Array(digest)));
	return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
