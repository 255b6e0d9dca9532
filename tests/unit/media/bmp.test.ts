import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBitmap, measureBitmap } from "@/lib/media/bmp";
import { bitmap } from "@/tests/support/pictures";

const rows = [
	["#ff0000", "#00ff00", "#0000ff"],
	["#102030", "#ffffff", "#000000"],
];
const rgb = Buffer.from(rows.flat().join("").replaceAll("#", ""), "hex");

test.each([
	["24 bits, from the bottom up", bitmap(rows)],
	["24 bits, from the top down", bitmap(rows, { topDown: true })],
	["32 bits", bitmap(rows, { bits: 32 })],
	["8 bits with a palette", bitmap(rows, { bits: 8 })],
])("a bitmap of %s gives its pixels", (_name, file) => {
	expect(decodeBitmap(file)).toEqual({ width: 3, height: 2, rgb });
});

test("32 bits with the usual masks are read, with others not", () => {
	const file = Buffer.alloc(54 + 12 + 4);
	bitmap([["#000000"]], { bits: 32 }).copy(file);
	file.writeUInt32LE(66, 10);
	file.writeUInt32LE(3, 30);
	[0xff0000, 0xff00, 0xff].forEach((mask, at) => {
		file.writeUInt32LE(mask, 54 + at * 4);
	});
	file.set([0x33, 0x22, 0x11, 0], 66);
	expect(decodeBitmap(file)?.rgb).toEqual(Buffer.from([0x11, 0x22, 0x33]));
	file.writeUInt32LE(0xff, 54);
	expect(decodeBitmap(file)).toBeNull();
});

test("a colour that the palette does not have is refused", () => {
	const file = bitmap(rows, { bits: 8 });
	file[file.length - 2] = 99;
	expect(decodeBitmap(file)).toBeNull();
});

test("whatever the bytes are, reading them ends with pixels or null", () => {
	const good = bitmap(rows);
	const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
	fc.assert(
		fc.property(fc.array(change, { maxLength: 6 }), fc.nat(good.length), (changes, length) => {
			const file = Buffer.from(good.subarray(0, length));
			for (const [at, byte] of changes) if (at > 1 && at < file.length) file[at] = byte;
			const size = measureBitmap(file);
			// The caller has looked at the size before.
			if (size && size.width * size.height > 1_000_000) return;
			const pixels = decodeBitmap(file);
			if (pixels) expect(pixels.rgb.length).toBe(pixels.width * pixels.height * 3);
		}),
	);
});
