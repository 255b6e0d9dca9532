/** A thread of years, made without the years. */
import type { Desk } from "@/tests/support/browser-desk";

/**
 * A conversation of nobody in particular with `count` messages, the last a minute ago and one every ten minutes before;
 * the n-th says `第 n 条`, at times with a few lines more. All are read, up to the last `unread` of the customer.
 */
export async function longThread(desk: Desk, name: string, count: number, unread = 0): Promise<string> {
	const [made] = await desk.sql(
		`WITH u AS (INSERT INTO customers (channel_id, external_id, name) VALUES ('demo-json', 'long-' || $1, $1) RETURNING id)
		INSERT INTO conversations (channel_id, customer_id, mode, change_id, last_seq, read_seq, unread)
		SELECT 'demo-json', id, 'agent', pg_current_xact_id()::text::bigint, $2::int, $2::int - 2 * $3::int, $3::int FROM u RETURNING id`,
		[name, count, unread],
	);
	if (!made) throw new Error("no conversation was made");
	// Odd ones are ours, so that the last is the customer's.
	await desk.sql(
		`INSERT INTO messages (created_at, conversation_id, seq, direction, type, content, status, author_kind, epoch, change_id)
		SELECT now() - interval '1 minute' - ($2::int - n) * interval '10 minutes', $1, n,
			(CASE WHEN (n - $2) % 2 = 0 THEN 'in' ELSE 'out' END)::direction, 'text',
			jsonb_build_object('type', 'text', 'text', '第 ' || n || ' 条' || repeat(E'\\n还有一行', n % 5)),
			(CASE WHEN (n - $2) % 2 = 0 THEN 'received' ELSE 'accepted' END)::message_status,
			(CASE WHEN (n - $2) % 2 = 0 THEN 'customer' ELSE 'bot' END)::author_kind, CASE WHEN (n - $2) % 2 <> 0 THEN 1 END,
			pg_current_xact_id()::text::bigint
		FROM generate_series(1, $2::int) n`,
		[made.id, count],
	);
	await desk.sql("ANALYZE messages");
	return made.id;
}

/** The id of the n-th message. */
export async function messageAt(desk: Desk, conversationId: string, seq: number): Promise<string> {
	const [found] = await desk.sql("SELECT id::text FROM messages WHERE conversation_id = $1 AND seq = $2", [
		conversationId,
		seq,
	]);
	if (!found) throw new Error(`no message ${seq}`);
	return found.id;
}
