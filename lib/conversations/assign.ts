import { addNote } from "@/lib/conversations/notes";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { tellAssigned, tellTaken } from "@/lib/conversations/tell";
import { announceChange, applyChange } from "@/lib/conversations/update";
import { type Queryable, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

interface HandOver {
	/** Says to colleagues why. */
	note?: string;
	/** Whom the note names. */
	mentions?: string[];
	/** Who had it when this was decided, null for nobody; absent: whoever has it. */
	from?: string | null;
}

/**
 * Gives a conversation to a colleague who may see it, or puts it back into the queue; with a note that says why, in the same
 * transaction. Given to oneself it is taken, from the bot, the official tool or a colleague, who learns it from the thread.
 * What is so already stays, and then nothing is noted.
 * @throws AppError `not_found`, `changed_hands` with the name of who has it now and is not the one meant by `from`
 */
export async function assign(
	scope: Scope,
	conversationId: string,
	agentId: string | null,
	{ note, mentions, from }: HandOver = {},
): Promise<void> {
	await requireInScope(scope, conversationId);
	const done = await transaction(async (tx) => {
		// The row lock comes first: what is noted is true of the very change.
		await tx.query("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", [conversationId]);
		if (from !== undefined) await requireOwner([from, agentId], conversationId, tx);
		const assignee = agentId === null ? null : await findAssignable(agentId, conversationId, tx);
		const plan = await applyChange(scope, conversationId, { kind: "assign", assignee }, tx);
		if (plan && note)
			await addNote(scope, conversationId, { text: note, clientKey: noteKey(), mentions }, tx);
		return plan !== null;
	});
	if (!done) return;
	announceChange(conversationId);
	tellTaken(conversationId);
	if (agentId !== null && agentId !== scope.agent.id) tellAssigned(conversationId);
}

/** No sender's own key begins like this. */
const noteKey = (): string => `\thand-over:${crypto.randomUUID()}`;

/** Nobody has it, or one of those expected. */
async function requireOwner(
	expected: (string | null)[],
	conversationId: string,
	tx: Queryable,
): Promise<void> {
	const [owner] = await rows<{ id: string; name: string }>(
		{
			text: `SELECT a.id, a.name FROM conversations c JOIN agents a ON a.id = c.assignee_id
				WHERE c.id = $1 AND c.status = 'open'`,
			values: [conversationId],
		},
		tx,
	);
	if (owner && !expected.includes(owner.id))
		throw new AppError("changed_hands", { details: { name: owner.name } });
}

async function findAssignable(agentId: string, conversationId: string, tx: Queryable) {
	const [assignee] = await rows<{ id: string; name: string }>(
		{
			text: `SELECT a.id, a.name FROM agents a WHERE a.id = $1 AND a.disabled_at IS NULL AND (a.all_channels
				OR EXISTS (SELECT FROM agent_channels x JOIN conversations c ON c.channel_id = x.channel_id
					WHERE x.agent_id = a.id AND c.id = $2))`,
			values: [agentId, conversationId],
		},
		tx,
	);
	if (!assignee) throw new AppError("not_found", { message: "no such colleague for this channel" });
	return assignee;
}
