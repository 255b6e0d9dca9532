/** An agent's picture: looked into, made fit for WeChat, kept. */
import { randomUUID } from "node:crypto";
import { getPrisma } from "@/lib/db";
import { inspect } from "@/lib/media/inspect";
import { keepBytes, removeBytes } from "@/lib/media/keep";
import { toPictureName } from "@/lib/media/picture-name";
import { makeSendable } from "@/lib/media/sendable";
import { currentStore } from "@/lib/media/store";
import { makeThumbnail } from "@/lib/media/thumbnail";

interface Upload {
	channelId: string;
	agentId: string;
	bytes: Uint8Array;
	/** As the browser says; for the screen only. */
	fileName: string;
}

/** The answer of `POST /api/media`, in the shape of a message's media. */
export interface Uploaded {
	id: string;
	status: "ready";
	mime: string;
	sizeBytes: number;
	/** In pixels. */
	width: number;
	height: number;
	name: string | null;
	failure: null;
}

/**
 * The row comes first and is `pending` until the bytes are kept, so that whatever a crash leaves is found by its row and
 * swept away. What is refused leaves nothing.
 * @throws AppError `media_refused` with a `reason` of REFUSALS
 */
export async function saveUpload({ channelId, agentId, bytes, fileName }: Upload): Promise<Uploaded> {
	const picture = await inspect(bytes);
	const { bytes: sendable, ...shape } = await makeSendable(picture);
	const thumbnail = await makeThumbnail(await inspect(sendable));
	const id = randomUUID();
	const name = toPictureName(fileName);
	await getPrisma().media.create({
		data: { id, channelId, agentId, origin: "agent", name, store: currentStore() },
		select: { id: true },
	});
	try {
		const store = await keepBytes(id, { bytes: sendable, mime: shape.mime, thumbnail });
		const columns = { ...shape, sizeBytes: sendable.byteLength };
		await getPrisma().media.update({
			where: { id },
			data: { ...columns, store, hasThumbnail: true, status: "ready" },
			select: { id: true },
		});
		return { id, status: "ready", ...columns, name, failure: null };
	} catch (error) {
		await forget(id);
		throw error;
	}
}

/** As far as it still can: what stays is swept away with the unused. */
async function forget(id: string): Promise<void> {
	await removeBytes(id, currentStore())
		.then(() => getPrisma().media.deleteMany({ where: { id } }))
		.catch(() => undefined);
}
