import { announce } from "@/lib/conversations/announce";
import type { Message } from "@/lib/conversations/schema";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { getMessage } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * A person says how an unknown send ended; the line goes on. The ledger keeps it as spent either way: WeChat may have
 * counted it. @throws AppError `not_found`, `conflict` when it is not unknown any more
 */
export async function settleUnknown(
	scope: Scope,
	conversationId: string,
	messageId: string,
	outcome: "accepted" | "failed",
): Promise<Message> {
	await requireInScope(scope, conversationId);
	const { seq } = await getMessage(conversationId, messageId);
	const settled = await rows({
		// The conversation is locked first, as everywhere: two who wait for each other would both lose.
		text: `WITH locked AS (SELECT id FROM conversations WHERE id = $1 FOR UPDATE),
			settled AS (
				UPDATE messages m SET status = $3::message_status, change_id = pg_current_xact_id()::text::bigint
				FROM locked WHERE m.conversation_id = locked.id AND m.seq = $2 AND m.status = 'unknown' RETURNING m.seq)
			UPDATE conversations c SET change_id = pg_current_xact_id()::text::bigint,
				last_message = CASE WHEN c.last_message_seq = settled.seq
					THEN jsonb_set(c.last_message, '{status}', to_jsonb($3::text)) ELSE c.last_message END
			FROM settled WHERE c.id = $1 RETURNING c.id`,
		values: [conversationId, seq, outcome],
	});
	if (settled.length === 0)
		throw new AppError("conflict", { message: "the outcome of this message is known" });
	announce(conversationId, { queued: true });
	return getMessage(conversationId, messageId);
}
