/** Notes in which a colleague named this agent. */
import type { z } from "zod";
import { displayName } from "@/lib/conversations/item";
import type { Mention, MentionsSeen, mentionsQuerySchema } from "@/lib/conversations/mention-schema";
import type { ChannelKind, Page } from "@/lib/conversations/schema";
import { inScope, type Scope } from "@/lib/conversations/scope";
import { row, rows } from "@/lib/db";

interface MentionRow {
	id: string;
	conversation_id: string;
	message_id: string;
	seq: number;
	text: string;
	created_at: Date;
	author_id: string | null;
	author_name: string | null;
	customer_name: string | null;
	external_id: string;
	channel_id: string;
	channel_kind: ChannelKind;
	channel_name: string;
}

/** Those not seen yet in channels that this agent sees, newest first, and how many there are. */
export async function listMentions(
	scope: Scope,
	{ cursor, limit }: z.infer<typeof mentionsQuerySchema>,
): Promise<Page<Mention> & { unseen: number }> {
	const found = await rows<MentionRow>({
		name: "list_mentions",
		text: `SELECT n.id::text, n.conversation_id, n.message_id::text, m.seq, m.content ->> 'text' AS text, n.created_at,
				a.id AS author_id, a.name AS author_name, coalesce(u.alias, u.name) AS customer_name, u.external_id,
				h.id AS channel_id, h.kind AS channel_kind, h.name AS channel_name
			FROM mentions n JOIN messages m ON m.id = n.message_id JOIN conversations c ON c.id = n.conversation_id
			JOIN customers u ON u.id = c.customer_id JOIN channels h ON h.id = c.channel_id
			LEFT JOIN agents a ON a.id = m.author_id
			WHERE n.agent_id = $1 AND n.seen_at IS NULL AND ${inScope("c", "$2")} AND ($3::bigint IS NULL OR n.id < $3)
			ORDER BY n.id DESC LIMIT $4`,
		values: [scope.agent.id, scope.channelIds, cursor ?? null, limit + 1],
	});
	const page = found.slice(0, limit);
	return {
		items: page.map(toMention),
		nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
		unseen: await countUnseen(scope),
	};
}

/** Marks one's own as seen: some, all of a conversation, or everything. Answers how many are left. */
export async function markMentionsSeen(scope: Scope, seen: MentionsSeen): Promise<{ unseen: number }> {
	await rows({
		text: `UPDATE mentions SET seen_at = now() WHERE agent_id = $1 AND seen_at IS NULL
			AND ($2::bigint[] IS NULL OR id = ANY($2)) AND ($3::uuid IS NULL OR conversation_id = $3)`,
		values: [
			scope.agent.id,
			"ids" in seen ? seen.ids : null,
			"conversationId" in seen ? seen.conversationId : null,
		],
	});
	return { unseen: await countUnseen(scope) };
}

async function countUnseen(scope: Scope): Promise<number> {
	const { unseen } = await row<{ unseen: number }>({
		name: "count_mentions",
		text: `SELECT count(*)::int AS unseen FROM mentions n JOIN conversations c ON c.id = n.conversation_id
			WHERE n.agent_id = $1 AND n.seen_at IS NULL AND ${inScope("c", "$2")}`,
		values: [scope.agent.id, scope.channelIds],
	});
	return unseen;
}

const toMention = (found: MentionRow): Mention => ({
	id: found.id,
	conversationId: found.conversation_id,
	messageId: found.message_id,
	seq: found.seq,
	customerName: displayName(found.customer_name, found.external_id),
	channel: { id: found.channel_id, kind: found.channel_kind, name: found.channel_name },
	text: found.text,
	by: found.author_id && found.author_name ? { id: found.author_id, name: found.author_name } : null,
	at: found.created_at.toISOString(),
});
