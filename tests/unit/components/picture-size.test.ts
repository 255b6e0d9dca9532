import fc from "fast-check";
import { expect, test } from "vitest";
import { PICTURE_MAX, placeOf } from "@/components/conversation/bubbles/picture-size";

test("a picture keeps its proportions within 240 × 180, and is never enlarged", () => {
	expect(placeOf({ width: 1600, height: 1000 })).toEqual({ width: 240, height: 150 });
	expect(placeOf({ width: 900, height: 1800 })).toEqual({ width: 90, height: 180 });
	expect(placeOf({ width: 100, height: 80 })).toEqual({ width: 100, height: 80 });
});

test("a place is kept for a picture whose size is not known yet", () => {
	expect(placeOf({ width: null, height: null })).toEqual({ width: 160, height: 120 });
});

test("no picture, however odd, takes more than its place or less than a finger", () => {
	const side = fc.integer({ min: 1, max: 60_000 });
	fc.assert(
		fc.property(side, side, (width, height) => {
			const place = placeOf({ width, height });
			expect(place.width).toBeLessThanOrEqual(PICTURE_MAX.width);
			expect(place.height).toBeLessThanOrEqual(PICTURE_MAX.height);
			expect(Math.min(place.width, place.height)).toBeGreaterThanOrEqual(48);
		}),
	);
});
