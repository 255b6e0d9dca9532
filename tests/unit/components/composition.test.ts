import { expect, test } from "vitest";
import { createCompositionGuard, isComposingKey } from "@/components/ui/composition";

const enter = { keyCode: 13, isComposing: false };

test("a key that the input method is composing with belongs to it", () => {
	expect(isComposingKey({ keyCode: 13, isComposing: true })).toBe(true);
	expect(isComposingKey({ keyCode: 13, nativeEvent: { isComposing: true } })).toBe(true);
	expect(isComposingKey({ keyCode: 229, isComposing: false })).toBe(true);
	expect(isComposingKey(enter)).toBe(false);
});

test("Enter in the same tick as the end of a composition only ends the composition", () => {
	let nextTick = () => {};
	const guard = createCompositionGuard((callback) => {
		nextTick = callback;
	});
	expect(guard.owns(enter)).toBe(false);
	guard.onCompositionEnd();
	expect(guard.owns(enter)).toBe(true);
	nextTick();
	expect(guard.owns(enter)).toBe(false);
});
