/** Whom an alert about a conversation is for, and what it says to each. */
import type { Alert, AlertKind } from "@/lib/alerts/schema";
import type { Letter } from "@/lib/alerts/send";
import { type Preferences, preferencesSchema } from "@/lib/auth/preferences-schema";
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
}

/**
 * The assignee of each conversation; of one that nobody has, everybody online who may see it and wants to hear of the queue.
 * Neither who is offline by choice, nor who looks at the console, nor who has no browser to be told on.
 */
export async function lettersFor(kind: AlertKind, conversationIds: string[], now: Date): Promise<Letter[]> {
	const found = await rows<AudienceRow>({
		name: "alert_audience",
		text: `SELECT a.id AS agent_id, a.preferences, c.id AS conversation_id, c.assignee_id IS NOT NULL AS is_assigned,
				coalesce(u.alias, u.name) AS customer, h.name AS channel,
				CASE WHEN c.last_message ->> 'direction' = 'in' THEN c.last_message ->> 'text' END AS text
			FROM conversations c JOIN customers u ON u.id = c.customer_id JOIN channels h ON h.id = c.channel_id
			JOIN agents a ON a.id = c.assignee_id OR c.assignee_id IS NULL AND a.presence = 'online'
				AND (a.all_channels OR EXISTS (SELECT FROM agent_channels x WHERE x.agent_id = a.id AND x.channel_id = h.id))
			WHERE c.id = ANY($1::uuid[]) AND a.disabled_at IS NULL AND a.presence <> 'offline'
				AND (a.visible_at IS NULL OR a.visible_at < now() - make_interval(secs => $2))
				AND EXISTS (SELECT FROM push_subscriptions s WHERE s.agent_id = a.id)`,
		values: [conversationIds, IN_SIGHT_SECONDS],
	});
	return found.flatMap((row) => {
		const preferences = preferencesSchema.parse(row.preferences);
		if (!wants(preferences, row.is_assigned)) return [];
		return [{ agentId: row.agent_id, alert: toAlert(kind, row, preferences, now) }];
	});
}

const wants = ({ webPush }: Preferences, isAssigned: boolean): boolean =>
	webPush === "all" || (webPush === "mine" && isAssigned);

const toAlert = (
	kind: AlertKind,
	row: AudienceRow,
	{ showText, language }: Preferences,
	now: Date,
): Alert => ({
	kind,
	conversationId: row.conversation_id,
	url: `/inbox/${row.conversation_id}`,
	customer: row.customer,
	channel: row.channel,
	text: showText ? row.text : null,
	unassigned: !row.is_assigned,
	language,
	at: now.toISOString(),
});
