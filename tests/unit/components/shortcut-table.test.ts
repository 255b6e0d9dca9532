import { expect, test } from "vitest";
import {
	hasModifier,
	keyHintOf,
	matchShortcut,
	repeats,
	shortcutEntries,
} from "@/components/shell/shortcut-table";

const press = (code: string, shiftKey = false, key = "") => ({ code, key, shiftKey });

test("a single key runs its action", () => {
	expect(matchShortcut(press("KeyJ"), null)).toEqual({ kind: "run", name: "next", index: 0 });
	expect(matchShortcut(press("KeyJ", true), null)).toEqual({ kind: "run", name: "nextUnread", index: 0 });
});

test("a chord needs both keys, and its second key alone means something else", () => {
	expect(matchShortcut(press("KeyM"), null)).toEqual({ kind: "chord", first: "KeyM" });
	expect(matchShortcut(press("KeyA"), "KeyM")).toEqual({ kind: "run", name: "modeAgent", index: 0 });
	expect(matchShortcut(press("KeyA"), null)).toEqual({ kind: "run", name: "assign", index: 0 });
	expect(matchShortcut(press("KeyJ"), "KeyM")).toEqual({ kind: "none" });
	expect(matchShortcut(press("KeyG"), null)).toEqual({ kind: "chord", first: "KeyG" });
	expect(matchShortcut(press("KeyI"), "KeyG")).toMatchObject({ name: "goToInbox" });
	expect(matchShortcut(press("KeyI"), null)).toMatchObject({ name: "assignToMe" });
});

test("signs are known by what they type, on any keyboard and in full width", () => {
	expect(matchShortcut(press("Slash", false, "/"), null)).toMatchObject({ name: "search" });
	expect(matchShortcut(press("Digit7", true, "/"), null)).toMatchObject({ name: "search" });
	expect(matchShortcut(press("Slash", true, "？"), null)).toMatchObject({ name: "sheet" });
});

test("a key with Alt is another key than the same without", () => {
	const alt = (code: string) => ({ ...press(code, false, "π"), altKey: true });
	expect(matchShortcut(alt("KeyP"), null)).toMatchObject({ name: "card" });
	expect(matchShortcut(alt("KeyL"), null)).toMatchObject({ name: "link" });
	expect(matchShortcut(alt("KeyJ"), null)).toEqual({ kind: "none" });
	expect(matchShortcut({ ...alt("Slash"), key: "/" }, null)).toEqual({ kind: "none" });
	expect(matchShortcut(press("KeyP"), null)).toEqual({ kind: "none" });
});

test("a key with ⌘ or Ctrl is another key than the same without, and works in fields", () => {
	expect(matchShortcut({ ...press("KeyK"), metaKey: true }, null)).toMatchObject({ name: "palette" });
	expect(matchShortcut({ ...press("KeyK"), ctrlKey: true }, null)).toMatchObject({ name: "palette" });
	expect(matchShortcut(press("KeyK"), null)).toMatchObject({ name: "previous" });
	expect(matchShortcut({ ...press("KeyR"), ctrlKey: true }, null)).toEqual({ kind: "none" });
	expect([hasModifier("palette"), hasModifier("card"), hasModifier("reply")]).toEqual([true, true, false]);
});

test("only walking goes on while a key is held down", () => {
	const held = shortcutEntries.map(([name]) => name).filter(repeats);
	expect(held).toEqual(["next", "previous"]);
});

test("hints show the keys as the sheet prints them", () => {
	expect([keyHintOf("customerPanel"), keyHintOf("card"), keyHintOf("modeBot")]).toEqual(["]", "⌥P", "M B"]);
});

test("brackets are known by what they type, those of a Chinese input method too", () => {
	for (const key of ["[", "【"])
		expect(matchShortcut(press("BracketLeft", false, key), null)).toMatchObject({ name: "viewsPane" });
	for (const key of ["]", "】"])
		expect(matchShortcut(press("BracketRight", false, key), null)).toMatchObject({ name: "customerPanel" });
});

test("digits tell which view", () => {
	expect(matchShortcut(press("Digit3"), null)).toEqual({ kind: "run", name: "views", index: 2 });
	expect(matchShortcut(press("Digit7"), null)).toEqual({ kind: "none" });
});

test("no two shortcuts have the same keys", () => {
	const keys = shortcutEntries
		.filter(([, { codes }]) => codes)
		.map(
			([, { codes, shift, alt, mod }]) =>
				`${shift ? "shift+" : ""}${alt ? "alt+" : ""}${mod ? "mod+" : ""}${codes?.join(" ")}`,
		);
	expect(new Set(keys).size).toBe(keys.length);
});
