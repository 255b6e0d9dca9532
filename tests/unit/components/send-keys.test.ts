import { expect, test } from "vitest";
import { enterMeaning } from "@/components/composer/send-keys";

const keys = (held: string) => ({
	shiftKey: held.includes("S"),
	metaKey: held.includes("M"),
	ctrlKey: held.includes("C"),
	altKey: held.includes("A"),
});

test.each([
	["", "send", "newline"],
	["S", "newline", "newline"],
	["M", "send", "send"],
	["C", "send", "send"],
	["MS", "send_and_end", "send_and_end"],
	["CS", "send_and_end", "send_and_end"],
	["A", "newline", "newline"],
] as const)("Enter with %j: %s, or %s where ⌘ is asked for", (held, byEnter, byMod) => {
	expect(enterMeaning(keys(held), "enter")).toBe(byEnter);
	expect(enterMeaning(keys(held), "mod_enter")).toBe(byMod);
});
