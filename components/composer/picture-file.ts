import { RequestError } from "@/components/api/request";
import { MEDIA_MAX_BYTES } from "@/lib/media/limits";
import type { Refusal } from "@/lib/media/schema";

/** For the file dialog; what a file really is its first bytes tell. */
export const PICTURE_TYPES = "image/jpeg,image/png,image/gif,image/webp,image/bmp";

const SIGNATURES: readonly (readonly [offset: number, bytes: readonly number[]])[] = [
	[0, [0xff, 0xd8, 0xff]], // JPEG
	[0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]], // PNG
	[0, [0x47, 0x49, 0x46, 0x38]], // GIF8
	[8, [0x57, 0x45, 0x42, 0x50]], // RIFF....WEBP
	[0, [0x42, 0x4d]], // BM, a bitmap
];
const LONGEST_SIGNATURE = 12;

/**
 * Null for a file that may be a picture to send; else why not, as the server would say it. The server looks closer: this
 * only spares an upload that must be refused.
 */
export async function refusalOf(file: Blob): Promise<RequestError | null> {
	if (file.size > MEDIA_MAX_BYTES) return new RequestError("too_large", 413);
	const head = await readHead(file);
	if (head instanceof RequestError) return head;
	const known = SIGNATURES.some(([offset, bytes]) => bytes.every((byte, at) => head[offset + at] === byte));
	return known ? null : refused("not_a_picture");
}

async function readHead(file: Blob): Promise<Uint8Array | RequestError> {
	try {
		return new Uint8Array(await file.slice(0, LONGEST_SIGNATURE).arrayBuffer());
	} catch (cause) {
		// A folder, or a file that has gone since it was chosen.
		return refused("unreadable", cause);
	}
}

const refused = (reason: Refusal, cause?: unknown): RequestError =>
	new RequestError("media_refused", 422, { reason }, cause);
