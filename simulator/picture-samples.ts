import { deflateSync } from "node:zlib";

const PNG_SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const LARGE_BYTES = 12 * 1024 * 1024;
const SCRIPT = "<script>alert(document.domain)</script>";

/** What may come in the place of a picture; WeChat calls each of them image/jpeg. */
export const pictureSamples = {
	picture: () => samplePicture(),
	/** A small file that says it is 50,000 × 50,000 pixels. */
	bomb: () => png(50_000, 50_000, Buffer.alloc(1_000_000)),
	truncated: () => samplePicture().subarray(0, 200),
	large: () => Buffer.concat([samplePicture(), Buffer.alloc(LARGE_BYTES)]),
	html: () => Buffer.from(`<!doctype html><html><body>${SCRIPT}</body></html>`),
	svg: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`),
	/** A GIF by its first bytes, a web page by the rest. */
	polyglot: () => Buffer.from(`GIF89a<html>${SCRIPT}</html>`),
	empty: () => Buffer.alloc(0),
} satisfies Record<string, () => Buffer>;

export type PictureSample = keyof typeof pictureSamples;

/** A small picture for whoever has none at hand: two colours, 320 × 240. */
export function samplePicture(): Buffer {
	const [width, height] = [320, 240];
	const rows = Buffer.alloc((width * 3 + 1) * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const inside = (x - 160) ** 2 + (y - 120) ** 2 < 4900;
			rows.set(inside ? [0x0f, 0x7a, 0x5a] : [0xe6, 0xf0, 0xea], y * (width * 3 + 1) + 1 + x * 3);
		}
	}
	return png(width, height, rows);
}

/** A PNG whose header says what it likes about its size. */
function png(width: number, height: number, rows: Buffer): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, 0], 8);
	const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
	return Buffer.concat([PNG_SIGNATURE, ...parts]);
}

function chunk(name: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(name), data]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length, 0);
	framed.set(body, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}

function crc32(bytes: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	return (crc ^ 0xffffffff) >>> 0;
}
