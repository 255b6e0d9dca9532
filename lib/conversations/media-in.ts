/** Customers' pictures on their way in: from WeChat at once, before its copy is gone, into our own store. */

import { getAccount } from "@/lib/channels/accounts";
import type { FetchedMedia } from "@/lib/channels/channel";
import { protocolOf } from "@/lib/channels/registry";
import { isSimulated } from "@/lib/channels/simulated";
import { announce } from "@/lib/conversations/announce";
import { type Queryable, rows, transaction } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { inspect, type Picture } from "@/lib/media/inspect";
import { keepBytes, removeBytes } from "@/lib/media/keep";
import { MEDIA_MAX_BYTES } from "@/lib/media/limits";
import { type ClaimedMedia, claimMedia, MAX_ATTEMPTS, recordFailure, recordReady } from "@/lib/media/pending";
import { safeFetch } from "@/lib/media/safe-fetch";
import { type MediaFailure, REFUSALS, type Refusal } from "@/lib/media/schema";
import { makeThumbnail } from "@/lib/media/thumbnail";
import { SECOND_MS } from "@/lib/time";

const LINK_TIMEOUT_MS = 15 * SECOND_MS;
/** Chains of fetches in this process: replies shall not wait for pictures. */
const MOST_AT_ONCE = 3;
/** Pictures in one chain: a turn of a cron-driven host is bounded. */
const MOST_A_TURN = 20;
/** The next time would end alike. */
const FINAL: readonly MediaFailure[] = [...REFUSALS, "too_large", "forbidden_address"];

let running = 0;

/**
 * Fetches one picture, then others that are due, one after the other. Nothing when this process is busy with pictures
 * already: those at work find what is due, and so does the sweep.
 */
export async function fetchDueMedia(first: string | null = null): Promise<void> {
	if (running >= MOST_AT_ONCE) return;
	running += 1;
	try {
		if (first !== null) await fetchOne(await claimMedia(first));
		for (let left = MOST_A_TURN; left > 0 && (await fetchOne(await claimMedia(null))); left--);
	} finally {
		running -= 1;
	}
}

/** One attempt at a picture that was claimed; false when there was none. A crash leaves it pending, due when the lease ends. */
async function fetchOne(claimed: ClaimedMedia | null): Promise<boolean> {
	if (!claimed) return false;
	const got = claimed.attempt > MAX_ATTEMPTS ? failed("interrupted") : await attempt(claimed);
	if ("failure" in got) await giveUp(claimed, got.failure);
	else await keep(claimed, got);
	return true;
}

interface Got {
	picture: Picture;
	thumbnail: Uint8Array;
}

/** Each way to the bytes, until one leads to a picture. */
async function attempt(claimed: ClaimedMedia): Promise<Got | { failure: MediaFailure }> {
	const failures: MediaFailure[] = [];
	for (const way of waysTo(claimed)) {
		const got = await way().then(look, (error: unknown) => {
			log.error({ err: error, mediaId: claimed.id }, "a picture could not be fetched");
			return failed("interrupted");
		});
		if (!("failure" in got)) return got;
		failures.push(got.failure);
	}
	// What may still turn out well is told before what will not.
	return failed(failures.find((failure) => !FINAL.includes(failure)) ?? failures[0] ?? "expired");
}

function waysTo({ channelId, wechatMediaId, sourceUrl }: ClaimedMedia): (() => Promise<FetchedMedia>)[] {
	const byId = async (id: string) => {
		const account = await getAccount(channelId);
		return protocolOf(account).fetchMedia(account, id);
	};
	const byLink = (link: string) =>
		safeFetch(link, {
			timeoutMs: LINK_TIMEOUT_MS,
			maxBytes: MEDIA_MAX_BYTES,
			simulatedHost: isSimulated() ? new URL(env().WECHAT_API_URL).host : null,
		});
	return [
		...(wechatMediaId === null ? [] : [() => byId(wechatMediaId)]),
		...(sourceUrl === null ? [] : [() => byLink(sourceUrl)]),
	];
}

async function look(fetched: FetchedMedia): Promise<Got | { failure: MediaFailure }> {
	if (fetched.outcome === "failed") return fetched;
	try {
		const picture = await inspect(fetched.bytes);
		return { picture, thumbnail: await makeThumbnail(picture) };
	} catch (error) {
		const reason = error instanceof AppError && error.code === "media_refused" ? error.details?.reason : null;
		if (!isRefusal(reason)) throw error;
		return failed(reason);
	}
}

const failed = (failure: MediaFailure): { failure: MediaFailure } => ({ failure });
const isRefusal = (reason: unknown): reason is Refusal => REFUSALS.some((refusal) => refusal === reason);

/** The bytes as the customer sent them, then the row and the screens' sign in one step. */
async function keep(claimed: ClaimedMedia, { picture, thumbnail }: Got): Promise<void> {
	const { bytes, mime, width, height } = picture;
	const store = await keepBytes(claimed.id, { bytes, mime, thumbnail });
	const written = await transaction(async (tx) => {
		await touchMessages(claimed, tx);
		return recordReady(claimed, { store, mime, sizeBytes: bytes.byteLength, width, height }, tx);
	});
	if (written) announce(claimed.conversationId);
	else if (await isErased(claimed.id)) await removeBytes(claimed.id, store);
}

async function giveUp(claimed: ClaimedMedia, failure: MediaFailure): Promise<void> {
	const final = FINAL.includes(failure) || claimed.attempt >= MAX_ATTEMPTS;
	await transaction(async (tx) => {
		if (final) await touchMessages(claimed, tx);
		await recordFailure(claimed, { failure, final }, tx);
	});
	if (final) announce(claimed.conversationId);
}

/**
 * Marks the messages that show a picture as changed, so that sync brings them. The conversation's row comes first, as in
 * everything that writes into a conversation.
 */
export async function touchMessages(
	{ id, conversationId }: Pick<ClaimedMedia, "id" | "conversationId">,
	tx: Queryable,
): Promise<void> {
	const change = "SET change_id = pg_current_xact_id()::text::bigint";
	await rows({ text: `UPDATE conversations ${change} WHERE id = $1`, values: [conversationId] }, tx);
	await rows(
		{
			text: `UPDATE messages ${change} WHERE conversation_id = $1 AND media_id = $2`,
			values: [conversationId, id],
		},
		tx,
	);
}

const isErased = async (mediaId: string): Promise<boolean> =>
	(await rows({ text: "SELECT 1 FROM media WHERE id = $1", values: [mediaId] })).length === 0;
