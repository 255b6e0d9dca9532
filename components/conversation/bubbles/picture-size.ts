interface Size {
	width: number;
	height: number;
}

/** Of a picture in the thread, in px. */
export const PICTURE_MAX: Size = { width: 240, height: 180 };
/** Narrower than this nothing could be recognised, nor pressed. */
const PICTURE_MIN = 48;
/** Of a picture whose size is not known. */
const UNKNOWN: Size = { width: 160, height: 120 };

/** The place a picture takes in the thread: its own size, shrunk into the greatest one, never a sliver. */
export function placeOf({ width, height }: { width: number | null; height: number | null }): Size {
	if (!width || !height) return UNKNOWN;
	const scale = Math.min(1, PICTURE_MAX.width / width, PICTURE_MAX.height / height);
	const side = (length: number, max: number) =>
		Math.min(max, Math.max(PICTURE_MIN, Math.round(length * scale)));
	return { width: side(width, PICTURE_MAX.width), height: side(height, PICTURE_MAX.height) };
}
