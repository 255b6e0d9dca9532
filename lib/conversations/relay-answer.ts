/** The answer of the administrator's backend to a push, kept so that a copy of the push gets the same. */
import type { ChannelAccount, HttpAnswer } from "@/lib/channels/channel";
import { healSoon, raiseSoon } from "@/lib/channels/door-alarms";
import { type RelayAnswer, type RelayedPush, relayPush } from "@/lib/channels/relay";
import { row, rows } from "@/lib/db";
import { log } from "@/lib/log";
import { seal, unseal } from "@/lib/secrets";

/** One lost answer is WeChat's to repeat; so many in a row are a backend that is down. */
const ALARMING_FROM = 3;
/** With less than this left nothing is asked any more: there would be no time to hear the answer. */
const MIN_TIMEOUT_MS = 100;

const failuresInARow = new Map<string, number>();

interface StoredPush {
	relayUrl: string;
	dedupeKey: string;
	/** True when an answer may be stored already. */
	duplicate: boolean;
	push: RelayedPush;
	/** How long the backend may take, in ms. */
	timeoutMs: number;
}

/**
 * Asks the backend once the push is stored, and keeps what it says; a copy of an answered push is not forwarded again.
 * Null when there is no answer: WeChat shall try again, and then so do we.
 */
export async function relayedAnswer(
	account: ChannelAccount,
	{ relayUrl, dedupeKey, duplicate, push, timeoutMs }: StoredPush,
	now: Date,
): Promise<HttpAnswer | null> {
	const known = duplicate ? await findAnswer(account.id, dedupeKey) : null;
	if (known) return toHttp(known);
	if (timeoutMs < MIN_TIMEOUT_MS) return null;
	const answer = await relayPush(relayUrl, push, timeoutMs);
	if ("reason" in answer) {
		noteFailure(account.id, answer.reason, now);
		return null;
	}
	failuresInARow.delete(account.id);
	if (account.openAlarms.includes("relay")) healSoon(account.id, "relay");
	return toHttp(await keepAnswer(account.id, dedupeKey, answer));
}

function noteFailure(channelId: string, reason: string, now: Date): void {
	const failures = (failuresInARow.get(channelId) ?? 0) + 1;
	failuresInARow.set(channelId, failures);
	log.warn({ channelId, reason, failures }, "a push could not be relayed");
	if (failures >= ALARMING_FROM) raiseSoon(channelId, "relay", { failures, reason }, now);
}

const toHttp = (answer: RelayAnswer): HttpAnswer => ({ status: 200, ...answer });

async function findAnswer(channelId: string, dedupeKey: string): Promise<RelayAnswer | null> {
	const [stored] = await rows<{ relayed: Buffer | null }>({
		name: "find_relayed",
		text: "SELECT relayed FROM push_receipts WHERE channel_id = $1 AND dedupe_key = $2",
		values: [channelId, dedupeKey],
	});
	return stored?.relayed ? unpack(stored.relayed) : null;
}

/** Of two copies at one instant the first answer stays, for both. */
async function keepAnswer(channelId: string, dedupeKey: string, answer: RelayAnswer): Promise<RelayAnswer> {
	const stored = await row<{ relayed: Buffer }>({
		name: "keep_relayed",
		text: `UPDATE push_receipts SET relayed = coalesce(relayed, $3)
			WHERE channel_id = $1 AND dedupe_key = $2 RETURNING relayed`,
		values: [channelId, dedupeKey, pack(answer)],
	});
	return unpack(stored.relayed);
}

/** Encrypted: content type, a line break, the bytes. A header holds no line break. */
const pack = ({ contentType, body }: RelayAnswer): Buffer =>
	seal(Buffer.concat([Buffer.from(`${contentType}\n`, "latin1"), body]));

function unpack(sealed: Buffer): RelayAnswer {
	const packed = unseal(sealed);
	const end = packed.indexOf("\n");
	return { contentType: packed.toString("latin1", 0, end), body: new Uint8Array(packed.subarray(end + 1)) };
}
