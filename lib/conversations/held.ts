/** Replies that wait for the customer's next act: rewritten or withdrawn until they leave. */
import { announce } from "@/lib/conversations/announce";
import { previewOf } from "@/lib/conversations/preview";
import { requireSendableText } from "@/lib/conversations/reply-content";
import type { Message } from "@/lib/conversations/schema";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { getMessage } from "@/lib/conversations/thread";
import { row, rows, transaction } from "@/lib/db";
import { AppError, type ErrorCode } from "@/lib/errors";

/**
 * Rewrites a held text. @throws AppError `not_found`, `owned_by_other`, `not_held` when it has left or was withdrawn
 * meanwhile, or is no text, and what `requireSendableText` throws
 */
export async function editHeld(
	scope: Scope,
	conversationId: string,
	messageId: string,
	text: string,
): Promise<Message> {
	await requireInScope(scope, conversationId);
	await requireSendableText(conversationId, text);
	const content = { type: "text", text } as const;
	const change = "content = $3::jsonb, change_id = pg_current_xact_id()::text::bigint";
	return changeReply(scope, conversationId, messageId, {
		text: `UPDATE messages SET ${change} WHERE conversation_id = $1 AND id = $2 AND status = 'held' AND type = 'text'
			RETURNING seq`,
		values: [JSON.stringify(content)],
		note: { path: "{text}", value: previewOf(content), released: 0 },
		refusal: "not_held",
	});
}

/** Takes a held reply back; it stays in the thread as withdrawn. @throws as `editHeld` */
export async function withdrawHeld(
	scope: Scope,
	conversationId: string,
	messageId: string,
): Promise<Message> {
	return changeReply(scope, conversationId, messageId, {
		text: `UPDATE messages SET status = 'cancelled', change_id = pg_current_xact_id()::text::bigint
			WHERE conversation_id = $1 AND id = $2 AND status = 'held' RETURNING seq`,
		values: [],
		note: { path: "{status}", value: "cancelled", released: 1 },
		refusal: "not_held",
	});
}

interface ReplyChange {
	/** Changes the reply with conversation and id `$1`, `$2` where that may be, and returns its `seq`. */
	text: string;
	values: unknown[];
	/** What the list's last message says from now on, and how many replies no longer wait. */
	note: { path: string; value: string; released: number };
	/** Said where it may not be. */
	refusal: ErrorCode;
}

/** Changes a reply that is not on its way, with what the list says of it. @throws AppError `not_found`, `owned_by_other`, the refusal */
export async function changeReply(
	scope: Scope,
	conversationId: string,
	messageId: string,
	{ text, values, note, refusal }: ReplyChange,
): Promise<Message> {
	await requireInScope(scope, conversationId);
	await transaction(async (tx) => {
		// The conversation is locked first, as everywhere: a push that lets held replies go waits, or came before.
		const { assignee_id, name } = await row<{ assignee_id: string | null; name: string | null }>(
			{
				text: `SELECT c.assignee_id, (SELECT a.name FROM agents a WHERE a.id = c.assignee_id) AS name
					FROM conversations c WHERE c.id = $1 FOR UPDATE`,
				values: [conversationId],
			},
			tx,
		);
		if (assignee_id && assignee_id !== scope.agent.id) {
			throw new AppError("owned_by_other", { details: { name } });
		}
		const [changed] = await rows<{ seq: number }>(
			{ text, values: [conversationId, messageId, ...values] },
			tx,
		);
		if (!changed) throw new AppError(refusal);
		await rows(
			{
				text: `UPDATE conversations c SET change_id = pg_current_xact_id()::text::bigint, held = c.held - $3,
					last_message = CASE WHEN c.last_message_seq = $2
						THEN jsonb_set(c.last_message, $4::text[], to_jsonb($5::text)) ELSE c.last_message END
					WHERE c.id = $1`,
				values: [conversationId, changed.seq, note.released, note.path, note.value],
			},
			tx,
		);
	});
	announce(conversationId);
	return getMessage(conversationId, messageId);
}
