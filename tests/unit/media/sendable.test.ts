import sharp from "sharp";
import { expect, test } from "vitest";
import { inspect } from "@/lib/media/inspect";
import { makeSendable, SENDABLE_MAX_BYTES } from "@/lib/media/sendable";
import { animation, bitmap, noise, photo, plain } from "@/tests/support/pictures";

const send = async (bytes: Uint8Array) => makeSendable(await inspect(bytes));
const seeThrough = (width: number, height: number) =>
	sharp({ create: { width, height, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } });

test("what a phone adds to a photo stays here: place, camera, orientation", async () => {
	const before = await photo({ width: 400, height: 300 });
	expect(before.includes("Secret Camera")).toBe(true);
	const { bytes, ...sent } = await send(before);
	expect(sent).toEqual({ mime: "image/jpeg", width: 300, height: 400 });
	const { exif, icc, xmp, orientation = 1 } = await sharp(bytes).metadata();
	expect({ exif, icc, xmp, orientation }).toEqual({
		exif: undefined,
		icc: undefined,
		xmp: undefined,
		orientation: 1,
	});
	expect(Buffer.from(bytes).includes("Secret Camera")).toBe(false);
});

test("what is appended to a picture or written between its lines is gone", async () => {
	const page = "<script>alert(1)</script>";
	const commented = await plain()
		.png()
		.withExif({ IFD0: { ImageDescription: page } })
		.toBuffer();
	for (const bytes of [commented, await plain().jpeg().toBuffer(), await plain().gif().toBuffer()]) {
		const sent = await send(Buffer.concat([bytes, Buffer.from(page)]));
		expect(Buffer.from(sent.bytes).includes("alert")).toBe(false);
	}
});

test.each([
	["a screenshot stays exact", await plain().png().toBuffer(), "image/png"],
	["a still GIF becomes PNG", await plain().gif().toBuffer(), "image/png"],
	["a bitmap becomes PNG", bitmap([["#ff0000", "#00ff00"]]), "image/png"],
	["a WebP becomes JPEG", await plain().webp().toBuffer(), "image/jpeg"],
	["a WebP one can see through becomes PNG", await seeThrough(30, 20).webp().toBuffer(), "image/png"],
	["an animation stays one", await animation({ width: 30, height: 20 }, 4), "image/gif"],
])("%s", async (_name, bytes, mime) => {
	const sent = await send(bytes);
	const { width, height } = await inspect(bytes);
	expect(sent).toMatchObject({ mime, width, height });
	expect(await inspect(sent.bytes)).toMatchObject({ mime, width, height });
});

test("a GIF keeps all its frames, a WebP that moves becomes such a GIF", async () => {
	const gif = await animation({ width: 30, height: 20 }, 7);
	const webp = await sharp(gif, { animated: true }).webp().toBuffer();
	for (const bytes of [gif, webp]) {
		const sent = await send(bytes);
		expect(sent.mime).toBe("image/gif");
		expect((await sharp(sent.bytes).metadata()).pages).toBe(7);
	}
});

test.each([
	["a photo of 10 MB", await noise({ width: 2600, height: 1900 }).jpeg({ quality: 88 }).toBuffer()],
	["a PNG that cannot be packed", await noise({ width: 1700, height: 1500 }).png().toBuffer()],
	["an animation of 3 MB", await animation({ width: 300, height: 300 }, 20, noise)],
])("%s is made smaller until it fits into 2 MiB", async (_name, bytes) => {
	expect(bytes.length).toBeGreaterThan(SENDABLE_MAX_BYTES);
	const sent = await send(bytes);
	expect(sent.bytes.byteLength).toBeLessThanOrEqual(SENDABLE_MAX_BYTES);
	expect(["image/jpeg", "image/gif"]).toContain(sent.mime);
	const before = await inspect(bytes);
	expect(sent.width / sent.height).toBeCloseTo(before.width / before.height, 1);
});

test("what is transparent is white where only JPEG fits", async () => {
	const layer = await noise({ width: 1700, height: 1500 }).png().toBuffer();
	const bytes = await seeThrough(1700, 1600)
		.composite([{ input: layer, top: 100, left: 0 }])
		.png()
		.toBuffer();
	const sent = await send(bytes);
	const corner = await sharp(sent.bytes).extract({ left: 2, top: 2, width: 1, height: 1 }).raw().toBuffer();
	expect([sent.mime, ...corner]).toEqual(["image/jpeg", 255, 255, 255]);
});

test("an animation that stays too heavy is refused, not cut to a still", async () => {
	const heavy = await inspect(await animation({ width: 60, height: 40 }, 4, noise));
	const made = makeSendable(heavy, 500);
	await expect(made).rejects.toMatchObject({ code: "media_refused", details: { reason: "too_heavy" } });
});
