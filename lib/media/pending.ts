/** Customers' pictures whose bytes are not here yet: the rows are the work, whoever wakes whom. */
import { type Queryable, rows } from "@/lib/db";
import type { PictureType } from "@/lib/media/inspect";
import type { MediaFailure } from "@/lib/media/schema";
import type { StoreName } from "@/lib/media/store";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";

export const MAX_ATTEMPTS = 5;
/** Waits between the attempts: some ten minutes together. */
const WAITS_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 7 * MINUTE_MS];
/** Longer than one attempt may take; whoever does not come back within it has died. */
const LEASE_MS = 2 * MINUTE_MS;

export interface ClaimedMedia {
	id: string;
	channelId: string;
	conversationId: string;
	wechatMediaId: string | null;
	sourceUrl: string | null;
	/** Which attempt this is, from 1 on. Above MAX_ATTEMPTS nobody lived to say how the others ended. */
	attempt: number;
}

/**
 * Takes a picture that is due for one attempt: nobody else gets it until the lease ends.
 * @param mediaId null: whichever has been due longest
 */
export async function claimMedia(mediaId: string | null): Promise<ClaimedMedia | null> {
	const [claimed] = await rows<ClaimedMedia>({
		text: `UPDATE media SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2)
			WHERE id = (SELECT id FROM media
				WHERE status = 'pending' AND origin = 'customer' AND next_attempt_at <= now() AND ($1::uuid IS NULL OR id = $1)
				ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
			RETURNING id, channel_id AS "channelId", conversation_id AS "conversationId", wechat_media_id AS "wechatMediaId",
				source_url AS "sourceUrl", attempts AS attempt`,
		values: [mediaId, LEASE_MS / SECOND_MS],
	});
	return claimed ?? null;
}

/** Pictures that are due now, at most `most`. */
export async function listDueMedia(most: number): Promise<string[]> {
	const due = await rows<{ id: string }>({
		name: "due_media",
		text: `SELECT id FROM media WHERE status = 'pending' AND origin = 'customer' AND next_attempt_at <= now()
			ORDER BY next_attempt_at LIMIT $1`,
		values: [most],
	});
	return due.map(({ id }) => id);
}

interface FetchedPicture {
	store: StoreName;
	mime: PictureType;
	sizeBytes: number;
	width: number;
	height: number;
}

/** False when the row is gone or another attempt has begun since: then nothing is written. */
export async function recordReady(
	{ id, attempt }: ClaimedMedia,
	{ store, mime, sizeBytes, width, height }: FetchedPicture,
	tx: Queryable,
): Promise<boolean> {
	const written = await rows(
		{
			text: `UPDATE media SET status = 'ready', store = $3, mime = $4, size_bytes = $5, width = $6, height = $7,
					has_thumbnail = true, failure = NULL
				WHERE id = $1 AND status = 'pending' AND attempts = $2 RETURNING id`,
			values: [id, attempt, store, mime, sizeBytes, width, height],
		},
		tx,
	);
	return written.length > 0;
}

/** What is `final` waits for a person; the rest is due again after a wait. */
export async function recordFailure(
	{ id, attempt }: ClaimedMedia,
	{ failure, final }: { failure: MediaFailure; final: boolean },
	tx: Queryable,
): Promise<void> {
	const waitMs = WAITS_MS[attempt - 1] ?? 0;
	await rows(
		{
			text: `UPDATE media SET failure = $3, status = CASE WHEN $4 THEN 'failed' ELSE status END,
					next_attempt_at = now() + make_interval(secs => $5)
				WHERE id = $1 AND status = 'pending' AND attempts = $2`,
			values: [id, attempt, failure, final, waitMs / SECOND_MS],
		},
		tx,
	);
}

/** Makes a picture that failed due again, with all its attempts. False when it was not failed. */
export async function reviveMedia(mediaId: string, tx: Queryable): Promise<boolean> {
	const revived = await rows(
		{
			text: `UPDATE media SET status = 'pending', failure = NULL, attempts = 0, next_attempt_at = now()
				WHERE id = $1 AND status = 'failed' RETURNING id`,
			values: [mediaId],
		},
		tx,
	);
	return revived.length > 0;
}
