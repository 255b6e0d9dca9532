/** Windows bitmaps, which sharp cannot read: the uncompressed ones of 8, 24 and 32 bits, as cameras and clipboards write them. */
interface Bitmap {
	width: number;
	height: number;
}

interface BitmapHead extends Bitmap {
	/** Rows from the bottom up, as usual. */
	isBottomUp: boolean;
	bits: number;
	pixelsAt: number;
	paletteAt: number;
	colours: number;
}

const FILE_HEAD_BYTES = 14;
const MIN_INFO_BYTES = 40;
const UNCOMPRESSED = 0;
/** With masks; taken only in the usual order, blue first. */
const BITFIELDS = 3;
const USUAL_MASKS = [0x00ff0000, 0x0000ff00, 0x000000ff];

/** Size in pixels by its header alone; null when it is no bitmap that can be read. */
export function measureBitmap(bytes: Uint8Array): Bitmap | null {
	const head = readHead(viewOf(bytes));
	return head && { width: head.width, height: head.height };
}

/** The pixels as rows of red, green, blue from the top; null when some are missing. Transparency is not kept. */
export function decodeBitmap(bytes: Uint8Array): (Bitmap & { rgb: Buffer }) | null {
	const view = viewOf(bytes);
	const head = readHead(view);
	if (!head) return null;
	const { width, height, bits, pixelsAt, paletteAt, colours } = head;
	// Each row is filled up to four bytes.
	const rowBytes = Math.ceil((width * bits) / 32) * 4;
	if (pixelsAt + rowBytes * height > bytes.length) return null;
	const rgb = Buffer.alloc(width * height * 3);
	let to = 0;
	for (let y = 0; y < height; y++) {
		const row = pixelsAt + rowBytes * (head.isBottomUp ? height - 1 - y : y);
		for (let x = 0; x < width; x++) {
			const pixel = row + (x * bits) / 8;
			const index = bits === 8 ? view.getUint8(pixel) : 0;
			if (bits === 8 && index >= colours) return null;
			const from = bits === 8 ? paletteAt + index * 4 : pixel;
			rgb[to++] = view.getUint8(from + 2);
			rgb[to++] = view.getUint8(from + 1);
			rgb[to++] = view.getUint8(from);
		}
	}
	return { width, height, rgb };
}

function readHead(view: DataView): BitmapHead | null {
	if (view.byteLength < FILE_HEAD_BYTES + MIN_INFO_BYTES || view.getUint16(0) !== 0x424d) return null;
	const infoBytes = view.getUint32(14, true);
	const signedHeight = view.getInt32(22, true);
	const bits = view.getUint16(28, true);
	const compression = view.getUint32(30, true);
	const [width, height] = [view.getInt32(18, true), Math.abs(signedHeight)];
	const paletteAt = FILE_HEAD_BYTES + infoBytes;
	const colours = bits === 8 ? view.getUint32(46, true) || 256 : 0;
	const pixelsAt = view.getUint32(10, true);
	const isKnown =
		infoBytes >= MIN_INFO_BYTES &&
		[8, 24, 32].includes(bits) &&
		(compression === UNCOMPRESSED || (compression === BITFIELDS && bits === 32 && hasUsualMasks(view)));
	const isWhole = width > 0 && height > 0 && paletteAt + colours * 4 <= view.byteLength;
	if (!isKnown || !isWhole) return null;
	return { width, height, isBottomUp: signedHeight > 0, bits, pixelsAt, paletteAt, colours };
}

const hasUsualMasks = (view: DataView): boolean =>
	view.byteLength >= 66 && USUAL_MASKS.every((mask, at) => view.getUint32(54 + at * 4, true) === mask);

const viewOf = (bytes: Uint8Array): DataView =>
	new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
