/** A picture as the answer to a browser. */
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { readBytes } from "@/lib/media/keep";
import type { MediaSize, StoreName } from "@/lib/media/store";
import { THUMBNAIL_MIME } from "@/lib/media/thumbnail";

interface MediaRequest {
	mediaId: string;
	size: MediaSize;
	/** To be saved instead of shown. */
	download: boolean;
	/** The header If-None-Match. */
	knownEtag: string | null;
}

interface Found {
	status: "pending" | "ready" | "failed";
	store: StoreName;
	mime: string;
	has_thumbnail: boolean;
	failure: string | null;
}

/** An id names the same bytes for ever; a person who may not see them any more asks with another cookie. */
const CACHE_CONTROL = "private, max-age=31536000, immutable";

/**
 * The bytes with the type we found, never the one that was claimed; nothing in them can run or load anything.
 * @param channelIds the channels this person sees; null: all
 * @throws AppError `not_found` alike for what does not exist and for what is not theirs; `conflict` with its status while it
 * is not there
 */
export async function serveMedia(channelIds: string[] | null, request: MediaRequest): Promise<Response> {
	const { mediaId, size, download, knownEtag } = request;
	const found = await findMedia(channelIds, mediaId);
	const { status, failure } = found;
	if (status !== "ready") {
		throw new AppError("conflict", { message: `the picture is ${status}`, details: { status, failure } });
	}
	const isSmall = size === "thumb" && found.has_thumbnail;
	const etag = `"${mediaId}-${isSmall ? "thumb" : "original"}"`;
	const headers = { "cache-control": CACHE_CONTROL, vary: "Cookie", etag };
	if (knownEtag?.split(",").some((known) => known.trim().replace(/^W\//, "") === etag)) {
		return new Response(null, { status: 304, headers });
	}
	const mime = isSmall ? THUMBNAIL_MIME : found.mime;
	const bytes = await readBytes(mediaId, found.store, isSmall ? "thumb" : "original");
	return new Response(new Uint8Array(bytes), {
		headers: {
			...headers,
			"content-type": mime,
			"content-length": String(bytes.byteLength),
			"content-disposition": `${download ? "attachment" : "inline"}; filename="${fileName(mediaId, mime)}"`,
			"content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
			"x-content-type-options": "nosniff",
		},
	});
}

/** Ours, whatever the file was called. */
const fileName = (mediaId: string, mime: string): string =>
	`picture-${mediaId.slice(0, 8)}.${mime.slice("image/".length).replace("jpeg", "jpg")}`;

async function findMedia(channelIds: string[] | null, mediaId: string): Promise<Found> {
	const [found] = await rows<Found>({
		name: "serve_media",
		text: `SELECT status, store, mime, has_thumbnail, failure FROM media
			WHERE id = $1 AND ($2::text[] IS NULL OR channel_id = ANY($2::text[]))`,
		values: [mediaId, channelIds],
	});
	if (!found) throw new AppError("not_found", { message: "no such picture" });
	return found;
}
