/** A person's reply on its way into the outbox. */
import type { MessageContent } from "@/lib/channels/message";
import { announce } from "@/lib/conversations/announce";
import type { Control } from "@/lib/conversations/mode";
import { previewOf } from "@/lib/conversations/preview";
import { resolveContent } from "@/lib/conversations/reply-content";
import type { Reply } from "@/lib/conversations/reply-schema";
import type { Message } from "@/lib/conversations/schema";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { getMessage, getMessageBySeq } from "@/lib/conversations/thread";
import { applyChange } from "@/lib/conversations/update";
import { type Queryable, row, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

export interface Queued {
	message: Message;
	/** False when the client key was used before: the same message again. */
	created: boolean;
}

interface Draft {
	content: MessageContent;
	mediaId: string | null;
	clientKey: string;
	retryOfSeq: number | null;
	/** Held when nothing can be sent now. */
	hold: boolean;
}

/**
 * Queues a reply, or holds it where `hold` allows that. Replying takes an unclaimed conversation, from the bot too, and
 * opens a closed one; what a colleague holds must be taken over first, what the official tool holds must be called back first.
 * @throws AppError `not_found`, `owned_by_other`, `transferred`, `quota_used_up`, `window_closed`, `media_unusable`
 */
export async function reply(
	scope: Scope,
	conversationId: string,
	{ clientKey, hold = false, ...said }: Reply,
): Promise<Queued> {
	await requireInScope(scope, conversationId);
	// What was taken once is taken, also when its card or picture could not be sent any more.
	const seq = await findByClientKey(conversationId, clientKey);
	if (seq !== null) return { message: await getMessageBySeq(conversationId, seq), created: false };
	const resolved = await resolveContent(conversationId, said);
	return queue(scope, conversationId, { ...resolved, clientKey, hold, retryOfSeq: null });
}

/**
 * Makes a new, visible attempt of a reply that failed or whose outcome is unknown; the old one stays as it ended.
 * @throws AppError `not_retryable` and everything `reply` throws
 */
export async function retry(
	scope: Scope,
	conversationId: string,
	messageId: string,
	{ hold = false }: { hold?: boolean } = {},
): Promise<Queued> {
	await requireInScope(scope, conversationId);
	const { seq, direction, status, content, media } = await getMessage(conversationId, messageId);
	if (direction !== "out" || (status !== "failed" && status !== "unknown"))
		throw new AppError("not_retryable");
	// The key makes a second click the same attempt; no sender's own key may hold a tab.
	const clientKey = `\tretry:${seq}`;
	return queue(scope, conversationId, {
		content,
		mediaId: media?.id ?? null,
		clientKey,
		hold,
		retryOfSeq: seq,
	});
}

async function queue(scope: Scope, conversationId: string, draft: Draft): Promise<Queued> {
	const { seq, created } = await transaction(async (tx) => {
		// The row lock comes first: a colleague's change waits, or is seen.
		await tx.query("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", [conversationId]);
		const existing = await findByClientKey(conversationId, draft.clientKey, tx);
		if (existing) return { seq: existing, created: false };
		await takeOver(scope, conversationId, tx);
		const seq = await insert(scope, conversationId, draft, tx);
		if (draft.retryOfSeq !== null) await supersede(conversationId, draft.retryOfSeq, tx);
		return { seq, created: true };
	});
	if (created) announce(conversationId, { queued: true });
	return { message: await getMessageBySeq(conversationId, seq), created };
}

async function takeOver(scope: Scope, conversationId: string, tx: Queryable): Promise<void> {
	const control = await row<
		Pick<Control, "mode" | "status"> & { assignee_id: string | null; name: string | null }
	>(
		{
			text: `SELECT c.mode, c.status, c.assignee_id, a.name FROM conversations c
				LEFT JOIN agents a ON a.id = c.assignee_id WHERE c.id = $1`,
			values: [conversationId],
		},
		tx,
	);
	if (control.status === "open" && control.mode === "transfer") throw new AppError("transferred");
	if (control.status === "open" && control.assignee_id && control.assignee_id !== scope.agent.id) {
		throw new AppError("owned_by_other", { details: { name: control.name } });
	}
	await applyChange(scope, conversationId, { kind: "claim" }, tx);
}

async function insert(scope: Scope, conversationId: string, draft: Draft, tx: Queryable): Promise<number> {
	const { content } = draft;
	const queued = await row<{ r_outcome: string; r_seq: number }>(
		{
			text: "SELECT * FROM kefu_queue_message($1,'agent',$2,NULL,$3,$4,$5,$6,$7,$8,$9)",
			values: [
				conversationId,
				scope.agent.id,
				content.type,
				JSON.stringify(content),
				previewOf(content),
				draft.clientKey,
				draft.retryOfSeq,
				draft.mediaId,
				draft.hold,
			],
		},
		tx,
	);
	if (queued.r_outcome === "window_closed" || queued.r_outcome === "quota_used_up") {
		throw new AppError(queued.r_outcome);
	}
	return queued.r_seq;
}

async function findByClientKey(
	conversationId: string,
	clientKey: string,
	tx?: Queryable,
): Promise<number | null> {
	const [known] = await rows<{ seq: number }>(
		{
			text: "SELECT seq FROM message_keys WHERE conversation_id = $1 AND client_key = $2",
			values: [conversationId, clientKey],
		},
		tx,
	);
	return known?.seq ?? null;
}

/** An unknown outcome that is tried again no longer holds the line; one that a colleague has just settled is not tried again. */
async function supersede(conversationId: string, seq: number, tx: Queryable): Promise<void> {
	const superseded = await rows(
		{
			text: `UPDATE messages SET retried = true, change_id = pg_current_xact_id()::text::bigint,
					status = CASE WHEN status = 'unknown' THEN 'failed'::message_status ELSE status END
				WHERE conversation_id = $1 AND seq = $2 AND status IN ('failed', 'unknown') RETURNING seq`,
			values: [conversationId, seq],
		},
		tx,
	);
	if (superseded.length === 0) throw new AppError("not_retryable");
}
