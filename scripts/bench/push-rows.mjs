/** What the database holds of a channel's pushes: each stored push has one row in all three tables. */
const COUNTS = `SELECT
	(SELECT count(*)::int FROM raw_pushes WHERE channel_id = $1) AS pushes,
	(SELECT count(*)::int FROM push_receipts WHERE channel_id = $1 AND answer IS NOT NULL) AS answers,
	count(*) FILTER (WHERE m.direction = 'in')::int AS messages,
	count(*) FILTER (WHERE m.direction = 'out')::int AS replies,
	count(*) FILTER (WHERE m.status = 'accepted')::int AS accepted,
	count(*) FILTER (WHERE m.status IN ('queued', 'sending'))::int AS waiting
	FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.channel_id = $1`;

/** Counts the rows of a channel. */
export async function countRows(database, channelId) {
	const { rows } = await database.query(COUNTS, [channelId]);
	return rows[0];
}

/** What came in between two counts. */
export const rowsSince = (before, after) =>
	Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - before[name]]));

/** Takes back replies that nobody sends, so that the ledger allows new ones in the next round. */
export async function emptyOutbox(database) {
	await database.query("UPDATE messages SET status = 'cancelled' WHERE status = 'queued'");
	await database.query("UPDATE reply_grants SET reserved = 0 WHERE reserved > 0");
}
