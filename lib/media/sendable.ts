/** Makes of an agent's picture what WeChat takes for sure: PNG, JPEG or GIF of at most 2 MiB, and nothing but the picture. */
import type { Sharp } from "sharp";
import { type Picture, refused, withPixels } from "@/lib/media/inspect";

/** The documentation names 2 MB and 10 MB on one page; 2 MB is safe. */
export const SENDABLE_MAX_BYTES = 2 * 1024 * 1024;

/** Longest side and quality, from what nobody sees to what is just good enough. */
const JPEG_STEPS = [
	{ side: 4096, quality: 90 },
	{ side: 4096, quality: 80 },
	{ side: 2560, quality: 80 },
	{ side: 1920, quality: 75 },
	{ side: 1280, quality: 70 },
] as const;
/** Share of the original width and height. */
const GIF_STEPS = [1, 0.75, 0.5, 0.35, 0.25] as const;
/** How far the bytes of an animation stray from the number of its pixels. */
const HOPE = 1.5;
/** Above it a PNG takes seconds and never fits. */
const PNG_MAX_PIXELS = 8_000_000;

export interface Sendable {
	bytes: Uint8Array;
	mime: "image/png" | "image/jpeg" | "image/gif";
	width: number;
	height: number;
}

type Attempt = () => Promise<Sendable>;

/**
 * Every picture is written anew: place and camera (EXIF), comments and whatever hid behind the pixels stay behind. The
 * first attempt that is small enough wins. An animation stays one.
 * @throws AppError `media_refused`: `unreadable`, or `too_heavy` when an animation stays over 2 MiB
 */
export async function makeSendable(picture: Picture, maxBytes = SENDABLE_MAX_BYTES): Promise<Sendable> {
	for (const attempt of attemptsFor(picture, maxBytes)) {
		const made = await attempt();
		if (made.bytes.byteLength <= maxBytes) return made;
	}
	throw refused("too_heavy");
}

function attemptsFor(picture: Picture, maxBytes: number): Attempt[] {
	if (picture.isAnimated) {
		// Each attempt takes seconds: those that are hopeless by the number of their pixels are left out.
		const hopeful = GIF_STEPS.filter((scale) => picture.bytes.byteLength * scale ** 2 <= maxBytes * HOPE);
		return (hopeful.length > 0 ? hopeful : GIF_STEPS.slice(-1)).map((scale) => () => toGif(picture, scale));
	}
	const isSharp = picture.mime !== "image/jpeg" && (picture.mime !== "image/webp" || picture.hasAlpha);
	const isSmall = picture.width * picture.height <= PNG_MAX_PIXELS;
	const jpegs = JPEG_STEPS.map((step) => () => toJpeg(picture, step));
	return isSharp && isSmall ? [() => toPng(picture), ...jpegs] : jpegs;
}

const toGif = (picture: Picture, scale: number): Promise<Sendable> =>
	withPixels(picture, "all", async (pixels) => {
		const width = Math.max(1, Math.round(picture.width * scale));
		const { data, info } = await pixels
			.resize({ width })
			.gif({ effort: 3 })
			.toBuffer({ resolveWithObject: true });
		return { bytes: data, mime: "image/gif", width: info.width, height: info.pageHeight ?? info.height };
	});

const toPng = (picture: Picture): Promise<Sendable> =>
	write(picture, "image/png", (pixels) => pixels.png({ palette: picture.isPalette }));

/** What is transparent becomes white, as the customer's chat would show it. */
const toJpeg = (picture: Picture, { side, quality }: (typeof JPEG_STEPS)[number]): Promise<Sendable> =>
	write(picture, "image/jpeg", (pixels) =>
		pixels
			.resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
			.flatten({ background: "white" })
			.jpeg({ quality }),
	);

const write = (
	picture: Picture,
	mime: Sendable["mime"],
	encode: (pixels: Sharp) => Sharp,
): Promise<Sendable> =>
	withPixels(picture, "first", async (pixels) => {
		const { data, info } = await encode(pixels).toBuffer({ resolveWithObject: true });
		return { bytes: data, mime, width: info.width, height: info.height };
	});
