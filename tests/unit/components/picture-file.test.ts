import { expect, test } from "vitest";
import { refusalOf } from "@/components/composer/picture-file";
import { MEDIA_MAX_BYTES } from "@/lib/media/limits";

const JPEG = [0xff, 0xd8, 0xff, 0xe0];

test.each([
	["JPEG", JPEG],
	["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]],
	["GIF", [...new TextEncoder().encode("GIF89a")]],
	["WebP", [...new TextEncoder().encode("RIFF\0\0\0\0WEBPVP8 ")]],
])("%s may be uploaded", async (_, bytes) => {
	expect(await refusalOf(new Blob([new Uint8Array(bytes)]))).toBeNull();
});

test.each([
	["text", "hello, I am a picture.png"],
	["SVG", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
	["PDF", "%PDF-1.7"],
	["nothing", ""],
])("%s may not, whatever its name says", async (_, content) => {
	const refusal = await refusalOf(new File([content], "photo.png", { type: "image/png" }));
	expect(refusal).toMatchObject({
		code: "media_refused",
		details: { reason: "not_a_picture" },
		passing: false,
	});
});

test("10 MB may be uploaded, one byte more may not", async () => {
	const longest = new Uint8Array(MEDIA_MAX_BYTES);
	longest.set(JPEG);
	expect(await refusalOf(new Blob([longest]))).toBeNull();
	expect(await refusalOf(new Blob([longest, "x"]))).toMatchObject({ code: "too_large", passing: false });
});
