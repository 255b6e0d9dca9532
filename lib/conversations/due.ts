import { rows } from "@/lib/db";

interface Wanted {
	limit?: number;
	/** Null: of every channel. */
	channelId?: string | null;
}

/** Conversations with a reply that is due, whose line is free and whose channel is not paused. */
export async function listDueConversations({
	limit = 500,
	channelId = null,
}: Wanted = {}): Promise<string[]> {
	const due = await rows<{ conversation_id: string }>({
		text: `SELECT DISTINCT m.conversation_id FROM messages m
			JOIN conversations c ON c.id = m.conversation_id JOIN channels h ON h.id = c.channel_id
			WHERE m.status = 'queued' AND (m.not_before IS NULL OR m.not_before <= now())
				AND (h.paused_until IS NULL OR h.paused_until <= now()) AND ($2::text IS NULL OR h.id = $2)
				AND NOT EXISTS (SELECT 1 FROM messages b WHERE b.conversation_id = m.conversation_id
					AND b.status IN ('sending', 'unknown'))
			LIMIT $1`,
		values: [limit, channelId],
	});
	return due.map(({ conversation_id }) => conversation_id);
}
