/** Notes in the thread: for colleagues alone, whoever has the conversation and whatever its mode. */
import type { MessageContent } from "@/lib/channels/message";
import { announce } from "@/lib/conversations/announce";
import type { Note } from "@/lib/conversations/reply-schema";
import type { AgentRef, Message } from "@/lib/conversations/schema";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { tellMentions } from "@/lib/conversations/tell";
import { getMessageBySeq } from "@/lib/conversations/thread";
import { getPool, type Queryable, row, rows } from "@/lib/db";
import { AppError } from "@/lib/errors";

export interface Noted {
	seq: number;
	/** False when the client key was used before: nothing was written. */
	created: boolean;
}

/**
 * Writes a note once a client key, in the caller's transaction when there is one; then the caller announces the conversation
 * and has made sure that it is in scope. Neither window nor waiting nor unread nor the list's last message changes.
 * @throws AppError `not_found` for a mentioned colleague who does not see this channel, `media_unusable`
 */
export async function addNote(
	{ agent }: Pick<Scope, "agent">,
	conversationId: string,
	{ text, clientKey, mentions = [], mediaId }: Omit<Note, "type">,
	tx: Queryable = getPool(),
): Promise<Noted> {
	const mentioned = await findMentioned(conversationId, mentions, tx);
	if (mediaId !== undefined) await requirePicture(conversationId, mediaId, tx);
	const content: MessageContent = {
		type: "text",
		text,
		...(mentioned.length > 0 && { mentions: mentioned }),
	};
	const { r_seq: seq, r_created: created } = await row<{ r_seq: number; r_created: boolean }>(
		{
			text: "SELECT * FROM kefu_add_note($1,$2,$3,$4,$5,$6::uuid[])",
			values: [
				conversationId,
				agent.id,
				JSON.stringify(content),
				clientKey,
				mediaId ?? null,
				mentioned.map(({ id }) => id).filter((id) => id !== agent.id),
			],
		},
		tx,
	);
	return { seq, created };
}

/** The same as a request of its own. @throws as `addNote`, `not_found` for a conversation out of scope */
export async function postNote(
	scope: Scope,
	conversationId: string,
	note: Note,
): Promise<{ message: Message; created: boolean }> {
	await requireInScope(scope, conversationId);
	const { seq, created } = await addNote(scope, conversationId, note);
	if (created) announce(conversationId);
	if (created && note.mentions?.length) tellMentions(conversationId);
	return { message: await getMessageBySeq(conversationId, seq), created };
}

async function findMentioned(conversationId: string, ids: string[], tx: Queryable): Promise<AgentRef[]> {
	const wanted = [...new Set(ids)];
	if (wanted.length === 0) return [];
	const found = await rows<{ id: string; name: string }>(
		{
			text: `SELECT a.id, a.name FROM agents a WHERE a.id = ANY($1::uuid[]) AND a.disabled_at IS NULL AND (a.all_channels
				OR EXISTS (SELECT 1 FROM agent_channels l JOIN conversations c ON c.channel_id = l.channel_id
					WHERE l.agent_id = a.id AND c.id = $2)) ORDER BY a.name, a.id`,
			values: [wanted, conversationId],
		},
		tx,
	);
	if (found.length < wanted.length)
		throw new AppError("not_found", { message: "no such colleague for this channel" });
	return found;
}

async function requirePicture(conversationId: string, mediaId: string, tx: Queryable): Promise<void> {
	const found = await rows(
		{
			text: `SELECT 1 FROM media x JOIN conversations c ON c.channel_id = x.channel_id
				WHERE x.id = $1 AND c.id = $2 AND x.status = 'ready'`,
			values: [mediaId, conversationId],
		},
		tx,
	);
	if (found.length === 0) throw new AppError("media_unusable", { message: "not a picture of this channel" });
}
