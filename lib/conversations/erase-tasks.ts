/** What WeChat asks to be deleted: a customer withdrew their consent or closed their account. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { rows } from "@/lib/db";

/** More open tasks than anybody works off in a day. */
const MOST = 500;

export const eraseTaskParams = z.object({ taskId: z.uuid() });
/** Said in so many words: nothing brings the customer back. */
export const eraseSchema = z.object({ confirm: z.literal(true) });

interface TaskRow {
	id: string;
	channel_id: string;
	channel_name: string;
	external_id: string;
	event: string;
	asked_at: Date;
	customer_name: string | null;
	conversation_id: string | null;
}

/** What is still to be erased, the newest first; a customer who never wrote has no conversation. */
export async function listEraseTasks() {
	const open = await rows<TaskRow>({
		text: `SELECT t.id, t.channel_id, h.name AS channel_name, t.external_id, t.event, t.asked_at,
				coalesce(u.alias, u.name) AS customer_name, c.id AS conversation_id
			FROM erase_tasks t JOIN channels h ON h.id = t.channel_id
			LEFT JOIN customers u ON u.channel_id = t.channel_id AND u.external_id = t.external_id
			LEFT JOIN conversations c ON c.customer_id = u.id
			WHERE t.done_at IS NULL ORDER BY t.asked_at DESC, t.id DESC LIMIT $1`,
		values: [MOST],
	});
	return open.map((task) => ({
		id: task.id,
		channel: { id: task.channel_id, name: task.channel_name },
		openid: task.external_id,
		name: task.customer_name,
		conversationId: task.conversation_id,
		/** The name of WeChat's push. */
		event: task.event,
		askedAt: task.asked_at.toISOString(),
	}));
}

/** What stands for a customer once nothing of them may be kept; the same for the same customer of the same channel. */
export const digestOfCustomer = (channelId: string, externalId: string): string =>
	createHash("sha256").update(`${channelId}:${externalId}`).digest("hex");

/**
 * Opens the task, also for a customer who never wrote. Once only, however often WeChat says it: not while one is open, and
 * not for what was asked before the last erasure of this customer.
 */
export async function askToErase(
	channelId: string,
	event: string,
	{ externalId, askedAt }: { externalId: string; askedAt: Date },
): Promise<void> {
	await rows({
		text: `INSERT INTO erase_tasks (channel_id, external_id, event)
			SELECT $1, $2, $3 WHERE NOT EXISTS (
				SELECT FROM erase_tasks WHERE channel_id = $1 AND external_id = $4 AND done_at >= $5)
			ON CONFLICT (channel_id, external_id) WHERE done_at IS NULL DO NOTHING`,
		values: [channelId, externalId, event, digestOfCustomer(channelId, externalId), askedAt],
	});
}
