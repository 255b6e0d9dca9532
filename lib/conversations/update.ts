/** The only way a person, or time, changes who answers a conversation. State and event rows are written in one step. */
import { announce } from "@/lib/conversations/announce";
import { wakeAssignment } from "@/lib/conversations/auto-assign";
import type { EventContent } from "@/lib/conversations/event-schema";
import { type Change, type Control, type Plan, planChange } from "@/lib/conversations/mode";
import type { ConversationStatus, Mode } from "@/lib/conversations/schema";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { getPool, type Queryable, row } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Somebody else changes the same conversation in the same instant that often. */
const MAX_TRIES = 5;

/** @throws AppError `not_found`, `already_claimed`, `conflict` */
export async function changeConversation(
	scope: Scope,
	conversationId: string,
	change: Change,
): Promise<void> {
	await requireInScope(scope, conversationId);
	await applyChange(scope, conversationId, change, getPool());
	announceChange(conversationId);
}

/** After the commit of a person's change: somebody may wait now, or have room. */
export function announceChange(conversationId: string): void {
	announce(conversationId);
	wakeAssignment();
}

/**
 * Plans on what is stored now and writes it only if that is still so; otherwise plans again.
 * @returns what was done; null when it was so already
 */
export async function applyChange(
	{ agent }: Pick<Scope, "agent">,
	conversationId: string,
	change: Change,
	tx: Queryable,
): Promise<Plan | null> {
	for (let tries = 0; tries < MAX_TRIES; tries++) {
		const { epoch, ...control } = await readControl(conversationId, tx);
		const plan = planChange(control, change, agent);
		if (!plan) return null;
		const { mode, status, assignee } = plan.next;
		const { epoch: written } = await row<{ epoch: number | null }>(
			{
				text: "SELECT kefu_change_conversation($1,$2,$3,$4,$5,$6,'agent',$7) AS epoch",
				values: [
					conversationId,
					epoch,
					mode,
					status,
					assignee?.id ?? null,
					JSON.stringify(plan.events),
					agent.id,
				],
			},
			tx,
		);
		if (written !== null) return plan;
	}
	throw new AppError("conflict", { message: "the conversation keeps changing" });
}

/**
 * What nobody in particular does: the desk itself, because it is time. Nothing happens when the conversation has moved on
 * since `epoch`; answers whether it did.
 */
export async function changeByItself(
	conversationId: string,
	epoch: number,
	mode: Mode,
	events: EventContent[],
): Promise<boolean> {
	const { written } = await row<{ written: number | null }>({
		text: "SELECT kefu_change_conversation($1,$2,$3,'open',NULL,$4,'system',NULL) AS written",
		values: [conversationId, epoch, mode, JSON.stringify(events)],
	});
	return written !== null;
}

/** Who answers now. @throws AppError `not_found` */
async function readControl(conversationId: string, tx: Queryable): Promise<Control & { epoch: number }> {
	const found = await row<{
		mode: Mode;
		status: ConversationStatus;
		epoch: number;
		assignee_id: string | null;
		name: string;
	}>(
		{
			text: `SELECT c.mode, c.status, c.epoch, c.assignee_id, a.name
				FROM conversations c LEFT JOIN agents a ON a.id = c.assignee_id WHERE c.id = $1`,
			values: [conversationId],
		},
		tx,
	);
	const { mode, status, epoch } = found;
	return {
		mode,
		status,
		epoch,
		assignee: (found.assignee_id && { id: found.assignee_id, name: found.name }) || null,
	};
}
