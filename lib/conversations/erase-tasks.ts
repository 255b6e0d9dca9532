/** What WeChat asks to be deleted: a customer withdrew their consent or closed their account. */
import { createHash } from "node:crypto";
import { rows } from "@/lib/db";

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
