/** Warnings before it is too late: a window that is about to close over a waiting customer, a wait longer than promised. */
import { lettersFor } from "@/lib/alerts/audience";
import type { Reach } from "@/lib/alerts/post-push";
import { sendAlerts } from "@/lib/alerts/send";
import { rows } from "@/lib/db";

/** Before the reply window closes. */
const WINDOW_MINUTES = 30;
/** A wait that passed the promise longer ago was told, or nobody was there to be told. */
const NEWS_MINUTES = 10;
/** In one turn. */
const MOST = 200;

const WAITS = "c.status = 'open' AND c.mode = 'agent' AND c.waiting_since IS NOT NULL";

/** Each window and each wait is warned of once. Answers how many conversations are new among them. */
export async function escalate(now: Date, reach?: Reach): Promise<number> {
	const [anybody] = await rows({ name: "alerts_anybody", text: "SELECT 1 FROM push_subscriptions LIMIT 1" });
	if (!anybody) return 0;
	const windows = await markWindows();
	const waits = await markWaits();
	await sendAlerts(await lettersFor("window", windows, now), reach);
	await sendAlerts(await lettersFor("sla", waits, now), reach);
	return windows.length + waits.length;
}

/** A new message of the customer opens a new window: its end is its name. */
const markWindows = (): Promise<string[]> =>
	mark({
		name: "alert_windows",
		text: `INSERT INTO conversation_alerts AS k (conversation_id, window_for)
			SELECT c.id, g.expires_at FROM conversations c
				JOIN reply_grants g ON g.conversation_id = c.id AND g.kind = 'message'
				LEFT JOIN conversation_alerts told ON told.conversation_id = c.id
				WHERE ${WAITS} AND g.expires_at > now() AND g.expires_at <= now() + make_interval(mins => $1)
					AND told.window_for IS DISTINCT FROM g.expires_at ORDER BY g.expires_at LIMIT ${MOST}
			ON CONFLICT (conversation_id) DO UPDATE SET window_for = EXCLUDED.window_for
			WHERE k.window_for IS DISTINCT FROM EXCLUDED.window_for RETURNING conversation_id AS id`,
		values: [WINDOW_MINUTES],
	});

/**
 * Once answered, the customer's next message begins another wait: its beginning is its name. One range of
 * conversations_waiting for each promise that channels make.
 */
const markWaits = (): Promise<string[]> =>
	mark({
		name: "alert_waits",
		text: `INSERT INTO conversation_alerts AS k (conversation_id, sla_for)
			SELECT late.id, late.waiting_since FROM (SELECT DISTINCT sla_minutes FROM channels) AS s CROSS JOIN LATERAL (
				SELECT c.id, c.waiting_since FROM conversations c
					JOIN channels h ON h.id = c.channel_id AND h.sla_minutes = s.sla_minutes
					LEFT JOIN conversation_alerts told ON told.conversation_id = c.id
				WHERE ${WAITS} AND c.waiting_since <= now() - make_interval(mins => s.sla_minutes)
					AND c.waiting_since > now() - make_interval(mins => s.sla_minutes + $1)
					AND told.sla_for IS DISTINCT FROM c.waiting_since) AS late
				ORDER BY late.waiting_since LIMIT ${MOST}
			ON CONFLICT (conversation_id) DO UPDATE SET sla_for = EXCLUDED.sla_for
			WHERE k.sla_for IS DISTINCT FROM EXCLUDED.sla_for RETURNING conversation_id AS id`,
		values: [NEWS_MINUTES],
	});

async function mark(statement: { name: string; text: string; values: unknown[] }): Promise<string[]> {
	const marked = await rows<{ id: string }>(statement);
	return marked.map(({ id }) => id);
}
