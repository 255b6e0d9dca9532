import fc from "fast-check";
import { expect, test } from "vitest";
import { previewOf } from "@/lib/conversations/preview";

test("two hundred characters at most, none of them cut in half", () => {
	expect(previewOf({ type: "text", text: "👍".repeat(300) })).toBe("👍".repeat(200));
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
			const preview = previewOf({ type: "text", text });
			expect(Array.from(preview).length).toBeLessThanOrEqual(200);
			expect(preview.isWellFormed()).toBe(true);
		}),
	);
});

test("a card is its title, a picture has no words", () => {
	const card = {
		type: "miniprogrampage",
		title: "杯子",
		appId: "",
		pagePath: "",
	} as const;
	expect(previewOf(card)).toBe("杯子");
	expect(previewOf({ type: "image" })).toBe("");
	expect(previewOf({ type: "unsupported", wireType: "voice" })).toBe("");
});
