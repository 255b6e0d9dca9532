/** Files for tests of pictures: true ones of every kind, and those that only say they are. */
import { randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";

interface Size {
	width: number;
	height: number;
}
const SMALL: Size = { width: 60, height: 40 };

export const plain = (size: Size = SMALL, colour = "#0f7a5a"): Sharp =>
	sharp({ create: { ...size, channels: 3, background: colour } });

/** Pixels that no format makes small. */
export const noise = ({ width, height }: Size): Sharp =>
	sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });

/** A GIF that moves. */
export async function animation(size: Size, frames: number, still: (size: Size) => Sharp = plain) {
	const shades = Array.from({ length: frames }, (_, n) =>
		still === plain ? plain(size, `rgb(${(n * 37) % 256},${n % 256},0)`) : still(size),
	);
	const pictures = await Promise.all(shades.map((shade) => shade.png().toBuffer()));
	return sharp(pictures, { join: { animated: true } })
		.gif({ loop: 0, effort: 1 })
		.toBuffer();
}

/** Taken upright with a phone held sideways, with the place where it was taken. */
export const photo = (size: Size): Promise<Buffer> =>
	plain(size)
		.jpeg()
		.withMetadata({ orientation: 6 })
		.withExifMerge({ IFD0: { Make: "Secret Camera" }, IFD3: { GPSLatitude: "31/1 13/1 0/1" } })
		.toBuffer();

export const SVG = Buffer.from(
	'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
);

/** A PNG of a few bytes whose header says any size. */
export function pngSaying({ width, height }: Size): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
		chunk("IHDR", header),
		chunk("IDAT", deflateSync(Buffer.alloc(64))),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

/** An animation of any size and length whose frames change one pixel each. */
export function gifSaying({ width, height }: Size, frames: number): Buffer {
	const screen = Buffer.from([...Buffer.from("GIF89a"), 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
	screen.writeUInt16LE(width, 6);
	screen.writeUInt16LE(height, 8);
	const frame = Buffer.from("21f904000a000000" + "2c0000000001000100000202440100", "hex");
	return Buffer.concat([screen, ...Array<Buffer>(frames).fill(frame), Buffer.from([0x3b])]);
}

function chunk(name: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(name), data]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length, 0);
	framed.set(body, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}

/** A bitmap from rows of `#rrggbb`, top row first. */
export function bitmap(rows: string[][], { bits = 24, topDown = false } = {}): Buffer {
	const [width, height] = [rows[0]?.length ?? 0, rows.length];
	const palette = bits === 8 ? [...new Set(rows.flat())] : [];
	const pixelsAt = 54 + palette.length * 4;
	const rowBytes = Math.ceil((width * bits) / 32) * 4;
	const file = Buffer.alloc(pixelsAt + rowBytes * height);
	file.write("BM", 0, "latin1");
	file.writeUInt32LE(file.length, 2);
	file.writeUInt32LE(pixelsAt, 10);
	file.writeUInt32LE(40, 14);
	file.writeInt32LE(width, 18);
	file.writeInt32LE(topDown ? -height : height, 22);
	file.writeUInt16LE(1, 26);
	file.writeUInt16LE(bits, 28);
	file.writeUInt32LE(palette.length, 46);
	palette.forEach((colour, at) => {
		file.set(blueFirst(colour), 54 + at * 4);
	});
	rows.forEach((row, y) => {
		const start = pixelsAt + rowBytes * (topDown ? y : height - 1 - y);
		row.forEach((colour, x) => {
			file.set(bits === 8 ? [palette.indexOf(colour)] : blueFirst(colour), start + (x * bits) / 8);
		});
	});
	return file;
}

const blueFirst = (colour: string): number[] => [...Buffer.from(colour.slice(1), "hex")].reverse();
