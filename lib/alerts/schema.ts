/** Web push as browser and server speak of it. Client-safe. */
import { z } from "zod";

const MAX_ENDPOINT_CHARACTERS = 2048;
/** base64url, with or without padding. */
const base64url = (bytes: number) =>
	z.string().refine((value) => {
		const digits = value.replace(/=+$/, "");
		return /^[A-Za-z0-9_-]+$/.test(digits) && Math.floor((digits.length * 3) / 4) === bytes;
	}, `${bytes} bytes in base64url`);

const endpoint = z
	.url({ protocol: /^https$/ })
	.max(MAX_ENDPOINT_CHARACTERS)
	.refine((url) => {
		if (!URL.canParse(url)) return true;
		const { username, password, hash } = new URL(url);
		return username === "" && password === "" && hash === "";
	}, "without user, password and fragment");

/** Body of `POST /api/alerts/subscriptions`: what `PushSubscription.toJSON()` gives. Answers `{id}`. */
export const subscriptionSchema = z.object({
	endpoint,
	keys: z.object({
		/** A point on P-256, uncompressed. */
		p256dh: base64url(65),
		auth: base64url(16),
	}),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** Body of `DELETE /api/alerts/subscriptions`: before signing out, or when the person switches it off. */
export const unsubscribeSchema = z.object({ endpoint: z.string().max(MAX_ENDPOINT_CHARACTERS) });

/** Answer of `GET /api/alerts/key`: `applicationServerKey` of `pushManager.subscribe`. */
export interface PushKey {
	/** 65 bytes in base64url. */
	publicKey: string;
}

/** Answer of `POST /api/alerts/test`: to this person's browsers. */
export interface TestAnswer {
	/** Taken by the browsers' push services. */
	sent: number;
	/** Not taken now; gone ones are forgotten and counted here as well. */
	failed: number;
}

const ALERT_KINDS = ["message", "assigned", "window", "sla", "test"] as const;
/**
 * message: the customer wrote; assigned: somebody, or the desk, gave it to you; window: the customer waits and the reply window
 * closes within 30 minutes; sla: the customer has waited longer than the channel promises; test: the button.
 */
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What a service worker gets: data, not sentences. It says it in `language`, or in its browser's. */
export const alertSchema = z.object({
	kind: z.enum(ALERT_KINDS),
	/** Null for a test. Good as the notification's tag: a newer one of the same conversation replaces it. */
	conversationId: z.uuid().nullable(),
	/** Where a click leads, on this origin. */
	url: z.string(),
	customer: z.string().nullable(),
	channel: z.string().nullable(),
	/** What the customer wrote last; null unless the person wants it shown. */
	text: z.string().nullable(),
	/** Nobody has the conversation: it waits in the queue. */
	unassigned: z.boolean(),
	language: z.enum(["zh-CN", "en"]).nullable(),
	at: z.iso.datetime(),
});
export type Alert = z.infer<typeof alertSchema>;
