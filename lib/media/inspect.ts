/** What a file really is: its content decides, never its name and never a header. */
import { fileTypeFromBuffer } from "file-type";
import sharp, { type Sharp } from "sharp";
import { AppError } from "@/lib/errors";
import { decodeBitmap, measureBitmap } from "@/lib/media/bmp";
import type { Refusal } from "@/lib/media/schema";
import { turns } from "@/lib/media/turns";

/** More than any phone takes; all frames of an animation together. */
const MAX_PIXELS = 50_000_000;
const MAX_FRAMES = 1000;
/** Work on one picture. */
const TIMEOUT_SECONDS = 20;

const PICTURE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

export interface Picture {
	bytes: Uint8Array;
	mime: PictureType;
	/** In pixels as it is shown: turned as EXIF says; of one frame. */
	width: number;
	height: number;
	isAnimated: boolean;
	hasAlpha: boolean;
	/** At most 256 colours. */
	isPalette: boolean;
}

// A picture needs memory by its pixels: two at once, each on one core, nothing kept between them.
sharp.concurrency(1);
sharp.cache(false);
const inTurn = turns(2);

/**
 * Reads the header only; no pixel is decoded.
 * @throws AppError `media_refused` with the reason `not_a_picture`, `unreadable` or `too_many_pixels`
 */
export async function inspect(bytes: Uint8Array): Promise<Picture> {
	const found = await fileTypeFromBuffer(bytes);
	const mime = PICTURE_TYPES.find((type) => type === found?.mime);
	if (!mime) throw refused("not_a_picture");
	const measured = mime === "image/bmp" ? measureBmp(bytes) : await measure(bytes, mime);
	return { bytes, mime, ...measured };
}

/** Works on the pixels of a picture; `frames` "all" keeps an animation. @throws AppError `media_refused` when they cannot be read */
export function withPixels<Result>(
	{ bytes, mime, isAnimated }: Picture,
	frames: "first" | "all",
	work: (pixels: Sharp) => Promise<Result>,
): Promise<Result> {
	return inTurn(async () => {
		const animated = isAnimated && frames === "all";
		const pixels = mime === "image/bmp" ? openBitmap(bytes) : open(bytes, animated);
		try {
			// An animation is one tall strip inside and cannot be turned.
			return await work((animated ? pixels : pixels.autoOrient()).timeout({ seconds: TIMEOUT_SECONDS }));
		} catch (cause) {
			throw toRefusal(cause);
		}
	});
}

export const refused = (reason: Refusal, cause?: unknown): AppError =>
	new AppError("media_refused", { message: `the file is not taken: ${reason}`, details: { reason }, cause });

type Measured = Omit<Picture, "bytes" | "mime">;

async function measure(bytes: Uint8Array, mime: PictureType): Promise<Measured> {
	const head = await open(bytes, true)
		.metadata()
		.catch((cause: unknown) => {
			throw toRefusal(cause);
		});
	// Two who read the same bytes differently: a file made to be several things.
	if (`image/${head.format}` !== mime) throw refused("not_a_picture");
	const { pages = 1 } = head;
	const [width, height] = [head.autoOrient.width, head.pageHeight ?? head.autoOrient.height];
	if (pages > MAX_FRAMES) throw refused("too_many_pixels");
	requireSize(width, height * pages);
	return { width, height, isAnimated: pages > 1, hasAlpha: head.hasAlpha, isPalette: head.isPalette };
}

function measureBmp(bytes: Uint8Array): Measured {
	const size = measureBitmap(bytes);
	if (!size) throw refused("unreadable");
	requireSize(size.width, size.height);
	return { ...size, isAnimated: false, hasAlpha: false, isPalette: false };
}

function requireSize(width: number, height: number): void {
	if (width * height > MAX_PIXELS) throw refused("too_many_pixels");
}

const open = (bytes: Uint8Array, animated: boolean): Sharp =>
	sharp(bytes, { animated, limitInputPixels: MAX_PIXELS, failOn: "error", sequentialRead: true });

function openBitmap(bytes: Uint8Array): Sharp {
	const bitmap = decodeBitmap(bytes);
	if (!bitmap) throw refused("unreadable");
	const { rgb, width, height } = bitmap;
	return sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: MAX_PIXELS });
}

function toRefusal(cause: unknown): AppError {
	if (cause instanceof AppError) return cause;
	const text = cause instanceof Error ? cause.message : "";
	if (/pixel limit/.test(text)) return refused("too_many_pixels", cause);
	return refused(/timeout/.test(text) ? "too_heavy" : "unreadable", cause);
}
