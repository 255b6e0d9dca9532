/** What an agent must know of before it is too late; lib/alerts/escalate.ts tells the same by web push. */

import type { Closing } from "@/lib/conversations/attention-schema";
import { displayName } from "@/lib/conversations/item";
import { inScope, type Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";

/** Before the reply window closes. */
const WINDOW_MINUTES = 30;
/** A promise broken longer ago is no news. */
const NEWS_MINUTES = 10;
const MOST = 50;

interface ClosingRow {
	id: string;
	kind: Closing["kind"];
	at: Date;
	customer_name: string | null;
	external_id: string;
	channel_name: string;
	unassigned: boolean;
}

/**
 * Customers who wait for this agent, or for anybody: whose reply window closes within half an hour, or who have waited longer
 * than their channel promises, since less than ten minutes. What closes first comes first.
 */
export async function listClosing(scope: Scope): Promise<Closing[]> {
	const found = await rows<ClosingRow>({
		name: "list_closing",
		text: `SELECT c.id, k.kind, k.at, coalesce(u.alias, u.name) AS customer_name, u.external_id, h.name AS channel_name,
				c.assignee_id IS NULL AS unassigned
			FROM (
				SELECT g.conversation_id AS id, 'window' AS kind, g.expires_at AS at FROM reply_grants g
				WHERE g.kind = 'message' AND g.expires_at > now() AND g.expires_at <= now() + make_interval(mins => $3)
				UNION ALL
				SELECT w.id, 'sla', w.waiting_since + make_interval(mins => s.sla_minutes)
				FROM channels s JOIN conversations w ON w.channel_id = s.id AND w.status = 'open' AND w.mode = 'agent'
					AND w.waiting_since <= now() - make_interval(mins => s.sla_minutes)
					AND w.waiting_since > now() - make_interval(mins => s.sla_minutes + $4)
			) k JOIN conversations c ON c.id = k.id JOIN customers u ON u.id = c.customer_id JOIN channels h ON h.id = c.channel_id
			WHERE c.status = 'open' AND c.mode = 'agent' AND c.waiting_since IS NOT NULL
				AND (c.assignee_id = $1 OR c.assignee_id IS NULL) AND ${inScope("c", "$2")}
			ORDER BY k.kind DESC, k.at, c.id LIMIT ${MOST}`,
		values: [scope.agent.id, scope.channelIds, WINDOW_MINUTES, NEWS_MINUTES],
	});
	return found.map((row) => ({
		conversationId: row.id,
		customerName: displayName(row.customer_name, row.external_id),
		channelName: row.channel_name,
		kind: row.kind,
		at: row.at.toISOString(),
		unassigned: row.unassigned,
	}));
}
