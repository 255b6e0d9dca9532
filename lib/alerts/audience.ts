/** Whom an alert about a conversation is for, and what it says to each. */
import type { Alert, AlertKind } from "@/lib/alerts/schema";
import type { Letter } from "@/lib/alerts/send";
import { wantsAlert } from "@/lib/alerts/wants-alert";
import { preferencesSchema } from "@/lib/auth/preferences-schema";
import { rows } from "@/lib/db";

/** A tab that was in sight so short a time ago shows it by itself. */
const IN_SIGHT_SECONDS = 40;

interface AudienceRow {
	agent_id: string;
	preferences: unknown;
	conversation_id: string;
	is_assigned: boolean;
	customer: string | null;
	channel: string;
	text: string | null;
	/** When they wrote it, ISO-8601. */
	written_at: string | null;
}

/** Has chosen to be offline, looks at the console, or has no browser to be told on: is told nothing. */
const CAN_BE_TOLD = `a.disabled_at IS NULL AND a.presence <> 'offline'
	AND (a.visible_at IS NULL OR a.visible_at < now() - make_interval(secs => $2))
	AND EXISTS (SELECT FROM push_subscriptions s WHERE s.agent_id = a.id)`;
const SEES_CHANNEL =
	"(a.all_channels OR EXISTS (SELECT FROM agent_channels x WHERE x.agent_id = a.id AND x.channel_id = h.id))";

/**
 * The assignee of each conversation; of one that nobody has, everybody online who wants to hear of the queue. None who may not see
 * the channel (any more), is offline by choice, looks at the console, or has no browser to be told on.
 */
export async function lettersFor(kind: AlertKind, conversationIds: string[], now: Date): Promise<Letter[]> {
	const found = await rows<AudienceRow>({
		name: "alert_audience",
		text: `SELECT a.id AS agent_id, a.preferences, c.id AS conversation_id, c.assignee_id IS NOT NULL AS is_assigned,
				coalesce(u.alias, u.name) AS customer, h.name AS channel,
				CASE WHEN c.last_message ->> 'direction' = 'in' THEN c.last_message ->> 'text' END AS text,
				CASE WHEN c.last_message ->> 'direction' = 'in' THEN c.last_message ->> 'at' END AS written_at
			FROM conversations c JOIN customers u ON u.id = c.customer_id JOIN channels h ON h.id = c.channel_id
			JOIN agents a ON (a.id = c.assignee_id OR c.assignee_id IS NULL AND a.presence = 'online') AND ${SEES_CHANNEL}
			WHERE c.id = ANY($1::uuid[]) AND ${CAN_BE_TOLD}`,
		values: [conversationIds, IN_SIGHT_SECONDS],
	});
	return found.flatMap((row) => {
		const at = kind === "message" && row.written_at ? new Date(row.written_at) : now;
		return toLetters(row, {
			kind,
			conversationId: row.conversation_id,
			url: `/inbox/${row.conversation_id}`,
			customer: row.customer,
			channel: row.channel,
			by: null,
			text: row.text,
			unassigned: !row.is_assigned,
			at: at.toISOString(),
		});
	});
}

interface MentionRow extends Omit<AudienceRow, "is_assigned" | "written_at"> {
	message_id: string;
	by: string | null;
}

/** Those named in notes, whoever has the conversation; ids of mentions. */
export async function lettersForMentions(mentionIds: string[], now: Date): Promise<Letter[]> {
	const found = await rows<MentionRow>({
		name: "mention_audience",
		text: `SELECT a.id AS agent_id, a.preferences, n.conversation_id, n.message_id::text, coalesce(u.alias, u.name) AS customer,
				h.name AS channel, m.content ->> 'text' AS text, w.name AS by
			FROM mentions n JOIN agents a ON a.id = n.agent_id JOIN messages m ON m.id = n.message_id
			JOIN conversations c ON c.id = n.conversation_id JOIN customers u ON u.id = c.customer_id
			JOIN channels h ON h.id = c.channel_id AND ${SEES_CHANNEL} LEFT JOIN agents w ON w.id = m.author_id
			WHERE n.id = ANY($1::bigint[]) AND ${CAN_BE_TOLD} ORDER BY n.id`,
		values: [mentionIds, IN_SIGHT_SECONDS],
	});
	return found.flatMap((row) =>
		toLetters(row, {
			kind: "mention",
			conversationId: row.conversation_id,
			url: `/inbox/${row.conversation_id}?message=${row.message_id}`,
			customer: row.customer,
			channel: row.channel,
			by: row.by,
			text: row.text,
			unassigned: false,
			at: now.toISOString(),
		}),
	);
}

/** Who had the conversation until its newest assignment, if a colleague did that. */
export async function lettersForTaken(conversationId: string, now: Date): Promise<Letter[]> {
	const found = await rows<Omit<MentionRow, "message_id" | "text">>({
		name: "taken_audience",
		text: `SELECT a.id AS agent_id, a.preferences, c.id AS conversation_id, coalesce(u.alias, u.name) AS customer,
				h.name AS channel, w.name AS by
			FROM conversations c JOIN customers u ON u.id = c.customer_id JOIN channels h ON h.id = c.channel_id
			JOIN LATERAL (SELECT x.author_id, x.content ->> 'fromId' AS from_id FROM messages x
				WHERE x.conversation_id = c.id AND x.direction = 'event' AND x.type = 'assigned'
				ORDER BY x.seq DESC LIMIT 1) e ON true
			JOIN agents a ON a.id::text = e.from_id AND a.id IS DISTINCT FROM e.author_id AND a.id IS DISTINCT FROM c.assignee_id
				AND ${SEES_CHANNEL} LEFT JOIN agents w ON w.id = e.author_id
			WHERE c.id = $1 AND ${CAN_BE_TOLD}`,
		values: [conversationId, IN_SIGHT_SECONDS],
	});
	return found.flatMap((row) =>
		toLetters(row, {
			kind: "taken",
			conversationId,
			url: `/inbox/${conversationId}`,
			customer: row.customer,
			channel: row.channel,
			by: row.by,
			text: null,
			unassigned: false,
			at: now.toISOString(),
		}),
	);
}

function toLetters(
	{ agent_id, preferences }: Pick<AudienceRow, "agent_id" | "preferences">,
	alert: Omit<Alert, "language">,
): Letter[] {
	const { webPush, showText, language, ...switches } = preferencesSchema.parse(preferences);
	if (!wantsAlert(webPush, switches, alert)) return [];
	const shown = showText ? alert : { ...alert, customer: null, text: null };
	return [{ agentId: agent_id, alert: { ...shown, language } }];
}
