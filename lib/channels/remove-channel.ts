/** Taking a channel away that nobody ever wrote to. */
import { forgetAccount } from "@/lib/channels/accounts";
import { type Queryable, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { removeBytes } from "@/lib/media/keep";
import type { StoreName } from "@/lib/media/store";

interface Picture {
	id: string;
	store: StoreName | null;
}

/**
 * Deletes the channel with its rules, cards and their pictures, alarms and raw pushes. Audited.
 * @throws AppError `not_found`, `conflict` when somebody has written to it
 */
export async function removeChannel(id: string, agentId: string): Promise<void> {
	const pictures = await transaction((tx) => remove(id, agentId, tx));
	forgetAccount(id);
	for (const picture of pictures) {
		await removeBytes(picture.id, picture.store).catch((error: unknown) =>
			log.warn({ err: error, mediaId: picture.id }, "the bytes of a picture are left behind"),
		);
	}
}

async function remove(id: string, agentId: string, tx: Queryable): Promise<Picture[]> {
	const statement = <Row extends object>(text: string) => rows<Row>({ text, values: [id] }, tx);
	// Locked, so that nobody writes to it meanwhile.
	const [channel] = await statement<{ name: string }>("SELECT name FROM channels WHERE id = $1 FOR UPDATE");
	if (!channel) throw new AppError("not_found", { message: "no such channel" });
	const [conversation] = await statement("SELECT 1 FROM conversations WHERE channel_id = $1 LIMIT 1");
	if (conversation) throw new AppError("conflict", { message: "this channel has conversations" });
	await statement("DELETE FROM cards WHERE channel_id = $1");
	const pictures = await statement<Picture>("DELETE FROM media WHERE channel_id = $1 RETURNING id, store");
	await statement("DELETE FROM raw_pushes WHERE channel_id = $1");
	await statement("DELETE FROM push_receipts WHERE channel_id = $1");
	await statement("DELETE FROM channels WHERE id = $1");
	await rows(
		{
			text: "INSERT INTO audit_entries (agent_id, action, target, details) VALUES ($1, 'channel.delete', $2, $3)",
			values: [agentId, id, JSON.stringify({ name: channel.name })],
		},
		tx,
	);
	return pictures;
}
