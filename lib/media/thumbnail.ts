import { type Picture, withPixels } from "@/lib/media/inspect";

/** What a bubble of the thread has room for, doubled on fine screens. */
const BOX = { width: 480, height: 360 };

export const THUMBNAIL_MIME = "image/webp";

/**
 * A small still copy within 480 × 360 pixels, turned upright, without metadata. Making it reads every pixel of the first
 * frame, so it also proves that the picture can be shown. @throws AppError `media_refused`
 */
export const makeThumbnail = (picture: Picture): Promise<Uint8Array> =>
	withPixels(picture, "first", (pixels) =>
		pixels
			.resize({ ...BOX, fit: "inside", withoutEnlargement: true })
			.webp({ quality: 80 })
			.toBuffer(),
	);
