import { deflateSync } from "node:zlib";
import { URL_SAFE } from "./random";
import type { Account, Media, World } from "./state";

const LIFETIME_MS = 3 * 86_400_000;
const KEPT_BYTES = 256 * 1024 * 1024;

export function storeMedia(world: World, account: Account, bytes: Buffer, contentType: string): Media {
	const now = world.clock.now();
	const media = {
		id: world.random.chars(64, URL_SAFE),
		appid: account.appid,
		bytes,
		contentType,
		createdAt: now,
		expiresAt: now + LIFETIME_MS,
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
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, 0], 8);
	const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
	const data = deflateSync(rows);
	return Buffer.concat([
		signature,
		chunk("IHDR", header),
		chunk("IDAT", data),
		chunk("IEND", Buffer.alloc(0)),
	]);
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
