/** What an agent leaves at a conversation: how far it was read, and what they had begun to write. */
import { announce } from "@/lib/conversations/announce";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { getPrisma, rows } from "@/lib/db";

/**
 * Marks the customer's messages up to `seq` as read: by its assignee, or by anybody while nobody has it. A colleague who
 * only looks in changes nothing.
 */
export async function markRead(scope: Scope, conversationId: string, seq: number): Promise<void> {
	await requireInScope(scope, conversationId);
	const changed = await rows({
		text: `UPDATE conversations c SET read_seq = least($3, c.last_seq), change_id = pg_current_xact_id()::text::bigint,
				unread = (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.direction = 'in' AND m.seq > $3)
			WHERE c.id = $1 AND (c.assignee_id = $2 OR c.assignee_id IS NULL) AND c.read_seq < least($3, c.last_seq) RETURNING c.id`,
		values: [conversationId, scope.agent.id, seq],
	});
	if (changed.length > 0) announce(conversationId);
}

/** Keeps what this agent has written and not sent; empty text forgets it. */
export async function saveDraft(scope: Scope, conversationId: string, text: string): Promise<void> {
	await requireInScope(scope, conversationId);
	const key = { conversationId, agentId: scope.agent.id };
	if (text === "") {
		await getPrisma().draft.deleteMany({ where: key });
		return;
	}
	const updatedAt = new Date();
	await getPrisma().draft.upsert({
		where: { conversationId_agentId: key },
		create: { ...key, text, updatedAt },
		update: { text, updatedAt },
	});
}
