/** What happened to a conversation is told once, however often and by however many processes it is asked for. */
import { lettersFor, lettersForMentions, lettersForTaken } from "@/lib/alerts/audience";
import type { Reach } from "@/lib/alerts/post-push";
import { sendAlerts } from "@/lib/alerts/send";
import { rows } from "@/lib/db";

/** Newest unread message of the customer in a conversation `c` that people answer. */
const NEWEST = `CROSS JOIN LATERAL (SELECT m.seq FROM messages m WHERE m.conversation_id = c.id AND m.direction = 'in'
		AND m.seq > c.read_seq ORDER BY m.seq DESC LIMIT 1) AS newest`;
const IS_PEOPLES = "c.status = 'open' AND c.mode = 'agent'";

/** A wake-up is late by less; an alert that comes later than this is no news. */
const MISSED_AFTER_SECONDS = 5;
const NEWS_MINUTES = 10;

/** The customer wrote: whoever has the conversation hears of it, or who watches the queue. */
export async function tellMessage(conversationId: string, now: Date, reach?: Reach): Promise<void> {
	const due = await rows({
		name: "alert_message",
		// Whoever hears of the message hears of the conversation: that it was given to them needs no alert of its own.
		text: `INSERT INTO conversation_alerts AS k (conversation_id, told_seq, told_epoch)
			SELECT c.id, newest.seq, CASE WHEN c.assignee_id IS NULL THEN 0 ELSE c.epoch END
				FROM conversations c ${NEWEST} WHERE c.id = $1 AND ${IS_PEOPLES}
			ON CONFLICT (conversation_id) DO UPDATE SET told_seq = EXCLUDED.told_seq,
				told_epoch = greatest(k.told_epoch, EXCLUDED.told_epoch)
			WHERE k.told_seq < EXCLUDED.told_seq RETURNING 1`,
		values: [conversationId],
	});
	if (due.length > 0) await sendAlerts(await lettersFor("message", [conversationId], now), reach);
}

/** Somebody else, or the desk, gave it to an agent: that agent hears of it. */
export async function tellAssigned(conversationId: string, now: Date, reach?: Reach): Promise<void> {
	const due = await rows({
		name: "alert_assigned",
		text: `INSERT INTO conversation_alerts AS k (conversation_id, told_epoch, told_seq)
			SELECT c.id, c.epoch, c.last_seq FROM conversations c WHERE c.id = $1 AND ${IS_PEOPLES} AND c.assignee_id IS NOT NULL
			ON CONFLICT (conversation_id) DO UPDATE SET told_epoch = EXCLUDED.told_epoch, told_seq = EXCLUDED.told_seq
			WHERE k.told_epoch < EXCLUDED.told_epoch RETURNING 1`,
		values: [conversationId],
	});
	if (due.length > 0) await sendAlerts(await lettersFor("assigned", [conversationId], now), reach);
}

/** Somebody took it from an agent, or gave it on: that agent hears of it, by whom. */
export async function tellTaken(conversationId: string, now: Date, reach?: Reach): Promise<void> {
	const due = await rows({
		name: "alert_taken",
		text: `INSERT INTO conversation_alerts AS k (conversation_id, taken_seq)
			SELECT e.conversation_id, e.seq FROM messages e WHERE e.conversation_id = $1 AND e.direction = 'event'
				AND e.type = 'assigned' ORDER BY e.seq DESC LIMIT 1
			ON CONFLICT (conversation_id) DO UPDATE SET taken_seq = EXCLUDED.taken_seq
			WHERE k.taken_seq < EXCLUDED.taken_seq RETURNING 1`,
		values: [conversationId],
	});
	if (due.length > 0) await sendAlerts(await lettersForTaken(conversationId, now), reach);
}

/** Colleagues were named in a note: those who have not seen it yet hear of it. */
export async function tellMentions(conversationId: string, now: Date, reach?: Reach): Promise<void> {
	const due = await rows<{ id: string }>({
		name: "alert_mentions",
		text: `UPDATE mentions SET told_at = now() WHERE conversation_id = $1 AND told_at IS NULL AND seen_at IS NULL
				AND created_at > now() - make_interval(mins => $2) RETURNING id::text`,
		values: [conversationId, NEWS_MINUTES],
	});
	if (due.length === 0) return;
	const ids = due.map(({ id }) => id);
	await sendAlerts(await lettersForMentions(ids, now), reach);
}

/** Conversations in which a customer began to wait, and nobody was told: their wake-up was lost. */
export async function listUntold(limit = 100): Promise<string[]> {
	const found = await rows<{ id: string }>({
		name: "alerts_untold",
		text: `SELECT c.id FROM conversations c ${NEWEST} LEFT JOIN conversation_alerts k ON k.conversation_id = c.id
			WHERE c.waiting_since > now() - make_interval(mins => $1) AND c.waiting_since < now() - make_interval(secs => $2)
				AND ${IS_PEOPLES} AND newest.seq > coalesce(k.told_seq, 0) AND EXISTS (SELECT FROM push_subscriptions)
			ORDER BY c.waiting_since LIMIT $3`,
		values: [NEWS_MINUTES, MISSED_AFTER_SECONDS, limit],
	});
	return found.map(({ id }) => id);
}
