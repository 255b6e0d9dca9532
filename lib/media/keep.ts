/** Putting a picture and its small copy where they stay, and taking them away again. */
import { AppError } from "@/lib/errors";
import { currentStore, mediaKey, type StoreName, storeNamed } from "@/lib/media/store";
import { THUMBNAIL_MIME } from "@/lib/media/thumbnail";

interface Kept {
	bytes: Uint8Array;
	mime: string;
	thumbnail: Uint8Array;
}

/** Answers in which store they are. What was under this id is replaced. */
export async function keepBytes(mediaId: string, { bytes, mime, thumbnail }: Kept): Promise<StoreName> {
	const store = currentStore();
	await storeNamed(store).put(mediaKey(mediaId, "original"), bytes, mime);
	await storeNamed(store).put(mediaKey(mediaId, "thumb"), thumbnail, THUMBNAIL_MIME);
	return store;
}

/** @param store as the row says; null: it never had bytes that it knows of, and a half-kept copy may be in the current store */
export async function removeBytes(mediaId: string, store: StoreName | null): Promise<void> {
	const place = storeNamed(store ?? currentStore());
	await place.remove(mediaKey(mediaId, "original"));
	await place.remove(mediaKey(mediaId, "thumb"));
}

/** @throws AppError `not_found` when a row says that bytes are there and they are not */
export async function readBytes(
	mediaId: string,
	store: StoreName,
	size: "original" | "thumb",
): Promise<Uint8Array> {
	const bytes = await storeNamed(store).get(mediaKey(mediaId, size));
	if (!bytes) throw new AppError("not_found", { message: "the bytes of this picture are gone" });
	return bytes;
}
