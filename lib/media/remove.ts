/** Taking pictures away for good: a customer's when they are erased, and those that nobody sent. */
import { getPool, type Queryable, rows, transaction } from "@/lib/db";
import { removeBytes } from "@/lib/media/keep";
import type { StoreName } from "@/lib/media/store";

/** An agent who has not sent a picture after a day will not. */
const UNUSED_HOURS = 24;
/** In one turn. */
const UNUSED_MOST = 100;

interface Doomed {
	id: string;
	store: StoreName | null;
}

/**
 * Removes every picture of a conversation, bytes and row: those the customer sent, and those sent to them that no other
 * conversation and no card shows. Its messages stay, without a picture: call it before they are deleted. Bytes outside
 * Postgres are gone even when `tx` is undone afterwards. Answers how many pictures.
 */
export async function removeMediaOf(conversationId: string, tx?: Queryable): Promise<number> {
	if (!tx) return transaction((own) => removeMediaOf(conversationId, own));
	const doomed = await rows<Doomed>(
		{
			text: `SELECT x.id, x.store FROM media x
				WHERE x.id IN (SELECT m.media_id FROM messages m WHERE m.conversation_id = $1 UNION
						SELECT y.id FROM media y WHERE y.conversation_id = $1)
					AND NOT EXISTS (SELECT 1 FROM messages o WHERE o.media_id = x.id AND o.conversation_id <> $1)
					AND NOT EXISTS (SELECT 1 FROM cards k WHERE k.media_id = x.id)
				FOR UPDATE OF x`,
			values: [conversationId],
		},
		tx,
	);
	const ids = doomed.map(({ id }) => id);
	await rows(
		{
			text: "UPDATE messages SET media_id = NULL WHERE conversation_id = $1 AND media_id = ANY($2::uuid[])",
			values: [conversationId, ids],
		},
		tx,
	);
	await rows({ text: "DELETE FROM media WHERE id = ANY($1::uuid[])", values: [ids] }, tx);
	for (const { id, store } of doomed) await removeBytes(id, store);
	return doomed.length;
}

/** Removes agents' pictures that no message and no card has used within a day, bytes and row. Answers how many. */
export async function removeUnusedUploads(): Promise<number> {
	const unused = await rows<{ id: string }>(
		{
			text: `SELECT x.id FROM media x
				WHERE x.origin = 'agent' AND x.created_at < now() - make_interval(hours => $1) AND ${IS_UNUSED} LIMIT $2`,
			values: [UNUSED_HOURS, UNUSED_MOST],
		},
		getPool(),
	);
	for (const { id } of unused) await transaction((tx) => removeUnused(id, tx));
	return unused.length;
}

const IS_UNUSED = `NOT EXISTS (SELECT 1 FROM messages m WHERE m.media_id = x.id)
	AND NOT EXISTS (SELECT 1 FROM cards k WHERE k.media_id = x.id)`;

/** The row's deletion is not committed before the bytes are gone; who sends the picture meanwhile waits for it and is refused. */
async function removeUnused(id: string, tx: Queryable): Promise<void> {
	const [deleted] = await rows<Doomed>(
		{ text: `DELETE FROM media x WHERE x.id = $1 AND ${IS_UNUSED} RETURNING x.id, x.store`, values: [id] },
		tx,
	);
	if (deleted) await removeBytes(id, deleted.store);
}
