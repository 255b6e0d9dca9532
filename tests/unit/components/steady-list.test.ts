import { expect, test } from "vitest";
import { inSteadyOrder, placeOfChoice } from "@/components/ui/steady-list";

const steady = (before: string[], items: string[]) => inSteadyOrder(before, items, String);

test("a list keeps the order it had, what is new comes last, and what comes back has its old place", () => {
	expect(steady([], ["b", "a"])).toEqual(["b", "a"]);
	expect(steady(["a", "b", "c"], ["new", "c", "b", "a", "newer"])).toEqual(["a", "b", "c", "new", "newer"]);
	expect(steady(["a", "b", "c"], ["c", "a"])).toEqual(["a", "c"]);
});

test("the choice stays with what was chosen, and with its place only when that is gone", () => {
	const chosen = { id: "b", place: 1 };
	expect(placeOfChoice(chosen, ["a", "b", "c"])).toBe(1);
	expect(placeOfChoice(chosen, ["new", "a", "b"])).toBe(2);
	expect(placeOfChoice(chosen, ["a", "c", "d"])).toBe(1);
	expect(placeOfChoice(chosen, ["a"])).toBe(0);
	expect(placeOfChoice(chosen, [])).toBe(-1);
	expect(placeOfChoice({ id: null, place: 0 }, ["a", "b"])).toBe(0);
});
