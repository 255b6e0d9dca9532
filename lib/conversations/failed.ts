/** Replies that failed and that nobody wants to send again: deleted, with a trace, and brought back. */
import { changeReply, withdrawHeld } from "@/lib/conversations/held";
import type { Message, MessageStatus } from "@/lib/conversations/schema";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { getMessage } from "@/lib/conversations/thread";

/** Takes back what will not be sent: a held reply, or one that failed. @throws as the two */
export async function takeBack(scope: Scope, conversationId: string, messageId: string): Promise<Message> {
	await requireInScope(scope, conversationId);
	const { status } = await getMessage(conversationId, messageId);
	return status === "failed"
		? deleteFailed(scope, conversationId, messageId)
		: withdrawHeld(scope, conversationId, messageId);
}

/**
 * Deletes an agent's reply that failed and was not tried again; its trace and its reason stay in the thread, and in the
 * ledger what WeChat has counted. @throws AppError `not_found`, `owned_by_other`, `conflict`
 */
const deleteFailed = (scope: Scope, conversationId: string, messageId: string): Promise<Message> =>
	change(scope, conversationId, messageId, "failed", "cancelled");

/** Brings back what `takeBack` deleted: it has failed again, as before. @throws as `deleteFailed` */
export const restoreFailed = (scope: Scope, conversationId: string, messageId: string): Promise<Message> =>
	change(scope, conversationId, messageId, "cancelled", "failed");

const change = (
	scope: Scope,
	conversationId: string,
	messageId: string,
	from: MessageStatus,
	to: MessageStatus,
): Promise<Message> =>
	changeReply(scope, conversationId, messageId, {
		text: `UPDATE messages SET status = $4::message_status, change_id = pg_current_xact_id()::text::bigint
			WHERE conversation_id = $1 AND id = $2 AND status = $3::message_status AND author_kind = 'agent' AND NOT retried
				AND (errcode IS NOT NULL OR errmsg IS NOT NULL) RETURNING seq`,
		values: [from, to],
		note: { path: "{status}", value: to, released: 0 },
		refusal: "conflict",
	});
