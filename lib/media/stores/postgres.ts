/** Bytes in the table media_blobs: nothing else to run, backed up with all the rest. */
import { rows } from "@/lib/db";
import type { MediaStore } from "@/lib/media/store";

export const postgresStore: MediaStore = {
	async put(key, bytes) {
		await rows({
			text: `INSERT INTO media_blobs (key, bytes) VALUES ($1, $2)
				ON CONFLICT (key) DO UPDATE SET bytes = EXCLUDED.bytes, created_at = now()`,
			values: [key, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
		});
	},
	async get(key) {
		const [blob] = await rows<{ bytes: Buffer }>({
			text: "SELECT bytes FROM media_blobs WHERE key = $1",
			values: [key],
		});
		return blob?.bytes ?? null;
	},
	async remove(key) {
		await rows({ text: "DELETE FROM media_blobs WHERE key = $1", values: [key] });
	},
};
