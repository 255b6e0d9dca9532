/** Erasing what is kept of a customer, by an administrator, because WeChat says that the customer asks for it. */
import { digestOfCustomer } from "@/lib/conversations/erase-tasks";
import { type Queryable, row, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { wakeAllScreens } from "@/lib/live/publish";
import { removeMediaOf } from "@/lib/media/remove";

interface TaskRow {
	channel_id: string;
	external_id: string;
	event: string;
	done_at: Date | null;
}

/**
 * Deletes the customer with everything: conversation, messages, pictures, drafts, grants, raw pushes and receipts, in one
 * transaction. What stays is that it was done, by whom, and a digest of the openid. Done twice it is done once.
 * @throws AppError `not_found`
 */
export async function eraseCustomer(taskId: string, agentId: string): Promise<{ doneAt: string }> {
	const { doneAt, isNews } = await transaction(async (tx) => {
		const task = await lockTask(taskId, tx);
		if (task.done_at) return { doneAt: task.done_at, isNews: false };
		return { doneAt: await erase(taskId, task, agentId, tx), isNews: true };
	});
	// Screens that show the customer learn from the next sync that there is nothing any more.
	if (isNews) wakeAllScreens();
	return { doneAt: doneAt.toISOString() };
}

async function lockTask(taskId: string, tx: Queryable): Promise<TaskRow> {
	const [task] = await rows<TaskRow>(
		{
			text: "SELECT channel_id, external_id, event, done_at FROM erase_tasks WHERE id = $1 FOR UPDATE",
			values: [taskId],
		},
		tx,
	);
	if (!task) throw new AppError("not_found", { message: "no such task" });
	return task;
}

async function erase(taskId: string, task: TaskRow, agentId: string, tx: Queryable): Promise<Date> {
	const { channel_id: channelId, external_id: externalId, event } = task;
	const conversationId = await lockConversation(channelId, externalId, tx);
	if (conversationId !== null) await removeMediaOf(conversationId, tx);
	const { r_messages: messages, r_pushes: pushes } = await row<{ r_messages: number; r_pushes: number }>(
		{ text: "SELECT * FROM kefu_erase_customer($1, $2)", values: [channelId, externalId] },
		tx,
	);
	const customer = digestOfCustomer(channelId, externalId);
	const { done_at: doneAt } = await row<{ done_at: Date }>(
		{
			text: `UPDATE erase_tasks SET external_id = $2, done_at = now(), done_by_id = $3,
					change_id = pg_current_xact_id()::text::bigint WHERE id = $1 RETURNING done_at`,
			values: [taskId, customer, agentId],
		},
		tx,
	);
	await rows(
		{
			text: "INSERT INTO audit_entries (agent_id, action, target, details) VALUES ($1, 'customer.erase', $2, $3)",
			values: [agentId, channelId, JSON.stringify({ taskId, event, customer, messages, pushes })],
		},
		tx,
	);
	return doneAt;
}

/** In the order in which a push takes them: first the customer, then the conversation. */
async function lockConversation(
	channelId: string,
	externalId: string,
	tx: Queryable,
): Promise<string | null> {
	const [customer] = await rows<{ id: string }>(
		{
			text: "SELECT id FROM customers WHERE channel_id = $1 AND external_id = $2 FOR UPDATE",
			values: [channelId, externalId],
		},
		tx,
	);
	if (!customer) return null;
	const [conversation] = await rows<{ id: string }>(
		{ text: "SELECT id FROM conversations WHERE customer_id = $1 FOR UPDATE", values: [customer.id] },
		tx,
	);
	return conversation?.id ?? null;
}
