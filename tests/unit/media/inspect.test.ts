import sharp from "sharp";
import { expect, test } from "vitest";
import { inspect } from "@/lib/media/inspect";
import { makeThumbnail } from "@/lib/media/thumbnail";
import { animation, bitmap, gifSaying, noise, photo, plain, pngSaying, SVG } from "@/tests/support/pictures";

const size = { width: 60, height: 40 };
const red = Array.from({ length: 40 }, () => Array<string>(60).fill("#c02010"));
const TRUE_ONES: [string, Buffer][] = [
	["image/png", await plain().png().toBuffer()],
	["image/jpeg", await plain().jpeg().toBuffer()],
	["image/gif", await plain().gif().toBuffer()],
	["image/webp", await plain().webp().toBuffer()],
	["image/bmp", bitmap(red)],
];

test.each(TRUE_ONES)("%s is known by its content, with its size in pixels", async (mime, bytes) => {
	expect(await inspect(bytes)).toMatchObject({ mime, ...size, isAnimated: false });
});

test.each(TRUE_ONES)("%s becomes a thumbnail within 480 × 360", async (_mime, bytes) => {
	const small = await sharp(await makeThumbnail(await inspect(bytes))).metadata();
	expect(small).toMatchObject({ format: "webp", ...size });
});

test("an animation is measured by one frame", async () => {
	expect(await inspect(await animation(size, 5))).toMatchObject({ ...size, isAnimated: true });
});

test("a photo is measured and shown upright, and its small copy tells no place", async () => {
	const picture = await inspect(await photo({ width: 1600, height: 1200 }));
	expect(picture).toMatchObject({ width: 1200, height: 1600 });
	const small = await sharp(await makeThumbnail(picture)).metadata();
	expect(small).toMatchObject({ width: 270, height: 360 });
	expect(small.exif).toBeUndefined();
});

const jpeg = await plain().jpeg().toBuffer();
const LIARS: [string, Uint8Array, string][] = [
	["nothing", new Uint8Array(), "not_a_picture"],
	["text", Buffer.from("hello"), "not_a_picture"],
	["a page", Buffer.from("<!doctype html><script>alert(1)</script>"), "not_a_picture"],
	["WeChat's refusal", Buffer.from('{"errcode":40007,"errmsg":"invalid media_id"}'), "not_a_picture"],
	["an SVG", SVG, "not_a_picture"],
	["an SVG as XML", Buffer.concat([Buffer.from('<?xml version="1.0"?>'), SVG]), "not_a_picture"],
	["a program", Buffer.from("MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "latin1"), "not_a_picture"],
	["a PDF", Buffer.from("%PDF-1.7\n"), "not_a_picture"],
	["a ZIP", Buffer.from("PK\x03\x04\x14\0\0\0\x08\0", "latin1"), "not_a_picture"],
	["a TIFF", await plain().tiff().toBuffer(), "not_a_picture"],
	["an AVIF", await plain().avif().toBuffer(), "not_a_picture"],
	["a GIF that is a script", Buffer.from("GIF89a/*\0\0*/=1;alert(1);//".padEnd(400)), "unreadable"],
	["a PNG that is a page", pageBehind("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "unreadable"],
	["a JPEG that is a page", pageBehind("\xff\xd8\xff\xe0\0\x10JFIF\0"), "unreadable"],
	["a bitmap of another kind", Buffer.from("BM".padEnd(200, "\x07"), "latin1"), "unreadable"],
	["a bitmap without its pixels", bitmap(red).subarray(0, 300), "unreadable"],
	["a JPEG that ends in the middle", jpeg.subarray(0, jpeg.length / 2), "unreadable"],
];

test.each(LIARS)("%s is refused", async (_name, bytes, reason) => {
	const shown = inspect(bytes).then(makeThumbnail);
	await expect(shown).rejects.toMatchObject({ code: "media_refused", details: { reason } });
});

test.each([
	["50,000 × 50,000", pngSaying({ width: 50_000, height: 50_000 })],
	["a long and narrow one", pngSaying({ width: 900_000, height: 60 })],
	["a bitmap that says so", sayingLarge(bitmap(red))],
	["60 frames of a megapixel", gifSaying({ width: 1000, height: 1000 }, 60)],
	["more frames than anybody draws", gifSaying({ width: 2, height: 2 }, 1001)],
])("%s is refused by its header", async (_name, bytes) => {
	const { message } = await inspect(bytes).then(
		() => new Error("taken"),
		(error: Error) => error,
	);
	expect(message).toContain("too_many_pixels");
});

test("an animation whose frames are not too many together is taken", async () => {
	const moving = await inspect(gifSaying({ width: 1000, height: 1000 }, 40));
	expect(moving).toMatchObject({ width: 1000, height: 1000, isAnimated: true });
	expect((await makeThumbnail(moving)).length).toBeGreaterThan(0);
});

test("50 megapixels are taken", async () => {
	expect(await inspect(await plain({ width: 8000, height: 6000 }).png().toBuffer())).toMatchObject({
		width: 8000,
		height: 6000,
	});
});

test("many pictures at once are all served", async () => {
	const bytes = await noise({ width: 300, height: 200 }).jpeg().toBuffer();
	const made = await Promise.all(Array.from({ length: 20 }, async () => makeThumbnail(await inspect(bytes))));
	expect(made.every(({ length }) => length > 1000)).toBe(true);
});

function pageBehind(magic: string): Buffer {
	return Buffer.from(`${magic}${"<script>alert(1)</script>".repeat(20)}`, "latin1");
}

function sayingLarge(file: Buffer): Buffer {
	file.writeInt32LE(50_000, 18);
	file.writeInt32LE(50_000, 22);
	return file;
}
