/**
 * What the push door refuses, counted in this process: by address, so that a stranger who keeps trying costs little, and
 * by channel, so that a Token changed on one side is noticed. A good push asks nothing here and is never held back.
 */
import ipaddr from "ipaddr.js";
import type { ChannelAccount } from "@/lib/channels/channel";
import { healSoon, raiseSoon } from "@/lib/channels/door-alarms";
import { MINUTE_MS } from "@/lib/time";

const WINDOW_MS = 5 * MINUTE_MS;
/** From so many refusals of one address in a window on, its bad requests are not even read. */
const CROWDED_FROM = 20;
/** Whoever has more addresses than this is forgotten about, the oldest first. */
const MAX_ADDRESSES = 10_000;
/** So many refusals without a good push between them, and the channel itself may be set up wrongly. */
const ALARMING_FROM = 10;

interface Refused {
	count: number;
	sinceMs: number;
}

const byAddress = new Map<string, Refused>();
const byChannel = new Map<string, Refused>();

interface Refusal {
	/** Of a channel that exists. */
	channelId: string;
	address?: string | null;
	/** In our own words: never a part of the request. */
	reason: string;
}

/** Whether this address was refused so often lately that its next bad request need not be read. */
export function isCrowded(address: string | null | undefined, now: Date): boolean {
	if (!address || byAddress.size === 0) return false;
	const refused = byAddress.get(networkOf(address));
	return refused !== undefined && refused.count >= CROWDED_FROM && isCurrent(refused, now);
}

/** Counts one refused push; from ten without a good one between them on, the channel's administrators hear of it. */
export function countRefusal({ channelId, address, reason }: Refusal, now: Date): void {
	if (address) count(byAddress, networkOf(address), now);
	if (byAddress.size > MAX_ADDRESSES) forgetOldest(byAddress);
	const { count: refusals } = count(byChannel, channelId, now);
	if (refusals >= ALARMING_FROM) raiseSoon(channelId, "signature", { refusals, reason }, now);
}

/** A good push: the channel is set up rightly, whatever strangers try. Asks the database only where an alarm is open. */
export function noteGoodPush({ id, openAlarms }: ChannelAccount): void {
	byChannel.delete(id);
	if (openAlarms.includes("signature")) healSoon(id, "signature");
}

function count(counts: Map<string, Refused>, key: string, now: Date): Refused {
	const known = counts.get(key);
	if (known && isCurrent(known, now)) {
		known.count += 1;
		return known;
	}
	const fresh = { count: 1, sinceMs: now.getTime() };
	// Deleted first, so that it stands behind the others again.
	counts.delete(key);
	counts.set(key, fresh);
	return fresh;
}

const isCurrent = ({ sinceMs }: Refused, now: Date): boolean => now.getTime() - sinceMs < WINDOW_MS;

function forgetOldest(counts: Map<string, Refused>): void {
	const [oldest] = counts.keys();
	if (oldest !== undefined) counts.delete(oldest);
}

/** An IPv6 customer has a whole /64 of addresses; an IPv4 address may be written as an IPv6 one. */
function networkOf(address: string): string {
	if (!ipaddr.isValid(address)) return "unknown";
	const parsed = ipaddr.process(address);
	return parsed.kind() === "ipv6" ? parsed.toByteArray().slice(0, 8).join(".") : parsed.toString();
}
