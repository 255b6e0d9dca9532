import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8 } from "@/lib/wechat/utf8";

test("any text is read as it was written, short and long", () => {
	const text = fc.string({ unit: "grapheme", maxLength: 60 });
	fc.assert(
		fc.property(text, fc.integer({ min: 1, max: 60 }), (part, times) => {
			expect(decodeUtf8(Buffer.from(part.repeat(times)))).toBe(part.repeat(times));
		}),
	);
});

test("any bytes give what Node's own decoder gives", () => {
	const bytes = fc.uint8Array({ maxLength: 2000, size: "max" });
	fc.assert(
		fc.property(bytes, (value) => {
			expect(decodeUtf8(Buffer.from(value))).toBe(Buffer.from(value).toString("utf8"));
		}),
	);
});

test("a long text cut in the middle of a character keeps everything else", () => {
	const whole = Buffer.from("客".repeat(1000));
	expect(decodeUtf8(whole.subarray(0, -1))).toBe(`${"客".repeat(999)}\uFFFD`);
});

test("a byte-order mark stays", () => {
	expect(decodeUtf8(Buffer.from("\uFEFF客"))).toBe("\uFEFF客");
	expect(decodeUtf8(Buffer.from(`\uFEFF${"客".repeat(1000)}`)).charCodeAt(0)).toBe(0xfeff);
});
