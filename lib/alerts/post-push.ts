/** One message to one browser's push service (RFC 8030, encrypted by RFC 8291). */
import { lookup } from "node:dns/promises";
import { request } from "node:https";
import webpush from "web-push";
import { type Address, isPublicAddress, pinnedTo } from "@/lib/address";
import type { Subscription } from "@/lib/alerts/schema";
import { type VapidKeys, vapidSubject } from "@/lib/alerts/vapid";
import { HOUR_MS, SECOND_MS } from "@/lib/time";

/** Of the whole call. */
const TIMEOUT_MS = 10 * SECOND_MS;
/** A push service that cannot reach the browser keeps the newest of a topic so long. */
const TTL_SECONDS = HOUR_MS / SECOND_MS;

/** What stands between us and the network; tests play a push service on this machine. */
export interface Reach {
	/** All addresses of a host. */
	resolve?: (host: string) => Promise<Address[]>;
	mayCall?: (address: string) => boolean;
	/** PEM of a certificate to trust beside the known ones. */
	ca?: string;
	timeoutMs?: number;
}

/** taken: the service has it; gone: the browser no longer wants to hear from us (404, 410); failed: everything else. */
export type Posted = "taken" | "gone" | "failed";

interface Post {
	subscription: Subscription;
	payload: string;
	/** A newer message of the same topic replaces one that is not delivered yet; 32 base64url characters at most. */
	topic?: string;
}

/**
 * Never throws, follows no redirect, reads no answer. The endpoint is whatever a browser said: only https, and only to
 * addresses on the public internet, each checked before the connection goes to a checked one.
 */
export async function postPush(
	{ subscription, payload, topic }: Post,
	keys: VapidKeys,
	reach: Reach = {},
): Promise<Posted> {
	const { resolve = resolveAll, mayCall = isPublicAddress, ca, timeoutMs = TIMEOUT_MS } = reach;
	const signal = AbortSignal.timeout(timeoutMs);
	try {
		const url = new URL(subscription.endpoint);
		if (url.protocol !== "https:") return "failed";
		const addresses = await Promise.race([resolve(hostOf(url)), rejectionOf(signal)]);
		const [address] = addresses;
		if (!address || !addresses.every(({ address }) => mayCall(address))) return "failed";
		const { headers, body } = webpush.generateRequestDetails(subscription, payload, {
			vapidDetails: { subject: vapidSubject(), ...keys },
			TTL: TTL_SECONDS,
			urgency: "high",
			...(topic && { topic }),
		});
		return await send(url, { address, ca, signal, headers: { ...headers }, body });
	} catch {
		// No answer, or keys that are none: where a stranger's endpoint leads belongs into no log.
		return "failed";
	}
}

const resolveAll = (host: string): Promise<Address[]> => lookup(host, { all: true });
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

const rejectionOf = (signal: AbortSignal): Promise<never> =>
	new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

interface Call {
	address: Address;
	ca: string | undefined;
	signal: AbortSignal;
	headers: Record<string, string>;
	body: Buffer | null;
}

function send(url: URL, { address, ca, signal, headers, body }: Call): Promise<Posted> {
	return new Promise((resolve, reject) => {
		// A connection of its own: one that stands already was checked for somebody else.
		const call = request(url, {
			method: "POST",
			lookup: pinnedTo(address),
			agent: false,
			signal,
			headers,
			ca,
		});
		call.on("error", reject);
		call.on("response", ({ statusCode = 0 }) => {
			resolve(toPosted(statusCode));
			call.destroy();
		});
		call.end(body);
	});
}

function toPosted(status: number): Posted {
	if (status >= 200 && status < 300) return "taken";
	return status === 404 || status === 410 ? "gone" : "failed";
}
