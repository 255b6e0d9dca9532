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

/** Of `GET /api/alerts/subscriptions`, under `items`: a browser of this person, the newest first. */
export interface SubscribedBrowser {
	id: string;
	/** What its owner knows it by, as "Chrome · Windows"; may be empty. */
	label: string;
	/** SHA-256 of the endpoint in base64url: by it a browser knows itself. */
	fingerprint: string;
	createdAt: string;
	/** Since when its push service takes nothing, ISO-8601; null while it does. */
	failedAt: string | null;
}

/** Body of `DELETE /api/alerts/subscriptions`: this browser, before signing out or when switched off; or any other by its id. */
export const unsubscribeSchema = z.union([z.strictObject({ endpoint }), z.strictObject({ id: z.uuid() })]);
export type Unsubscribe = z.infer<typeof unsubscribeSchema>;

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

const ALERT_KINDS = ["message", "assigned", "taken", "mention", "window", "sla", "test"] as const;
/**
 * message: the customer wrote; assigned: somebody, or the desk, gave it to you; taken: a colleague took it from you or gave
 * it on; mention: a colleague named you in a note; window:
 * the customer waits and the reply window closes within 30 minutes; sla: the customer has waited longer than the channel promises; test: the button.
 */
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What a service worker gets: data, not sentences. It says it in `language`, or in its browser's. */
export const alertSchema = z.object({
	kind: z.enum(ALERT_KINDS),
	/** Null for a test. Good as the notification's tag: a newer one of the same conversation replaces it. */
	conversationId: z.uuid().nullable(),
	/** Where a click leads, on this origin. */
	url: z.string(),
	/** Null unless the person wants contents shown. */
	customer: z.string().nullable(),
	channel: z.string().nullable(),
	/** Who named you; null for all but a mention. */
	by: z.string().nullable(),
	/** What the customer wrote last, or the note; null unless the person wants it shown. */
	text: z.string().nullable(),
	/** Nobody has the conversation: it waits in the queue. */
	unassigned: z.boolean(),
	language: z.enum(["zh-CN", "en"]).nullable(),
	/** Of a message: when the customer wrote it. */
	at: z.iso.datetime(),
});
export type Alert = z.infer<typeof alertSchema>;
