/** A customer's previous conversations: the one conversation with them, cut at its closed lines. */
import { messageContentSchema } from "@/lib/channels/message";
import { previewOf } from "@/lib/conversations/preview";
import type { VisitsPage } from "@/lib/customers/schema";
import { rows } from "@/lib/db";

interface VisitRow {
	from_id: string;
	from_seq: number;
	to_seq: number;
	started_at: Date;
	ended_at: Date;
	first: unknown;
	agent_id: string | null;
	agent_name: string | null;
}

/** The closed line before, and what lies between; notes that were left afterwards belong to no visit's beginning. */
const BETWEEN = "x.conversation_id = e.conversation_id AND x.seq > coalesce(p.seq, 0) AND x.seq <= e.seq";

/** One page, newest first; the open conversation is none of them. Cursor: the seq of the last one's end. */
export async function listVisits(
	conversationId: string,
	{ cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<VisitsPage> {
	const found = await rows<VisitRow>({
		name: "list_visits",
		text: `SELECT s.id::text AS from_id, s.seq AS from_seq, e.seq AS to_seq, s.created_at AS started_at, e.created_at AS ended_at, f.content AS first,
				a.id AS agent_id, a.name AS agent_name
			FROM messages e
			LEFT JOIN LATERAL (SELECT x.seq FROM messages x WHERE x.conversation_id = e.conversation_id AND x.direction = 'event'
				AND x.type = 'closed' AND x.seq < e.seq ORDER BY x.seq DESC LIMIT 1) p ON true
			JOIN LATERAL (SELECT x.id, x.seq, x.created_at FROM messages x WHERE ${BETWEEN} AND x.direction <> 'note'
				ORDER BY x.seq LIMIT 1) s ON true
			LEFT JOIN LATERAL (SELECT x.content FROM messages x WHERE ${BETWEEN} AND x.direction = 'in'
				ORDER BY x.seq LIMIT 1) f ON true
			LEFT JOIN LATERAL (SELECT x.author_id FROM messages x WHERE ${BETWEEN} AND x.direction = 'out'
				AND x.author_kind = 'agent' ORDER BY x.seq DESC LIMIT 1) o ON true
			LEFT JOIN agents a ON a.id = o.author_id
			WHERE e.conversation_id = $1 AND e.direction = 'event' AND e.type = 'closed' AND ($2::int IS NULL OR e.seq < $2)
			ORDER BY e.seq DESC LIMIT $3`,
		values: [conversationId, cursor ?? null, limit + 1],
	});
	const page = found.slice(0, limit);
	const last = found.length > limit ? page.at(-1) : undefined;
	return { items: page.map(toVisit), nextCursor: last ? String(last.to_seq) : null };
}

function toVisit(row: VisitRow): VisitsPage["items"][number] {
	const agent = row.agent_id && row.agent_name ? { id: row.agent_id, name: row.agent_name } : null;
	return {
		fromId: row.from_id,
		fromSeq: row.from_seq,
		toSeq: row.to_seq,
		startedAt: row.started_at.toISOString(),
		endedAt: row.ended_at.toISOString(),
		firstWords: row.first === null ? "" : previewOf(messageContentSchema.parse(row.first)),
		agent,
		endedBy: agent ? "agent" : "bot",
	};
}
