import { URL_SAFE } from "./random";
import type { Account, Media, World } from "./state";

const LIFETIME_MS = 3 * 86_400_000;
const KEPT_BYTES = 256 * 1024 * 1024;

/** `goneAlready`: a media id that nobody can fetch, while the links to the picture work. */
export function storeMedia(
	world: World,
	account: Account,
	bytes: Buffer,
	contentType: string,
	goneAlready = false,
): Media {
	const now = world.clock.now();
	const media = {
		id: world.random.chars(64, URL_SAFE),
		appid: account.appid,
		bytes,
		contentType,
		createdAt: now,
		expiresAt: goneAlready ? now : now + LIFETIME_MS,
	};
	world.media.set(media.id, media);
	let total = [...world.media.values()].reduce((sum, kept) => sum + kept.bytes.length, 0);
	// The oldest files go first; a map keeps the order in which they came.
	for (const [id, old] of world.media) {
		if (total <= KEPT_BYTES) break;
		world.media.delete(id);
		total -= old.bytes.length;
	}
	return media;
}

/** The type told from the first bytes, or null when it is no picture WeChat takes. */
export function sniffPicture(bytes: Buffer): string | null {
	const head = bytes.subarray(0, 8).toString("latin1");
	if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
	if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
	if (/^GIF8[79]a/.test(head)) return "image/gif";
	return head.startsWith("BM") ? "image/bmp" : null;
}

/** The same for the voices and videos of a service account: AMR, MP3, MP4. */
export function sniffSound(bytes: Buffer): "audio/amr" | "audio/mpeg" | "video/mp4" | null {
	const head = bytes.subarray(0, 12).toString("latin1");
	if (head.startsWith("#!AMR")) return "audio/amr";
	if (head.startsWith("ID3") || /^\xff[\xe2-\xfb]/.test(head)) return "audio/mpeg";
	return head.slice(4, 8) === "ftyp" ? "video/mp4" : null;
}
