import fc from "fast-check";
import { expect, test } from "vitest";
import { type Grant, windowOf } from "@/lib/conversations/window";

const NOW = new Date("2026-11-21T08:00:00Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const message = (change: Partial<Grant> = {}): Grant => ({
	kind: "message",
	limit: 5,
	spent: 0,
	reserved: 0,
	expiresAt: at(3600),
	...change,
});
const enter = (change: Partial<Grant> = {}): Grant => ({
	...message({ limit: 2, expiresAt: at(30) }),
	kind: "enter",
	...change,
});

test("nobody who never did anything has a window", () => {
	expect(windowOf([], NOW)).toBeNull();
});

test("what is queued counts as used", () => {
	expect(windowOf([message({ spent: 1, reserved: 2 })], NOW)).toMatchObject({ remaining: 2, limit: 5 });
});

test.each([
	["the long one before the short one", [enter(), message()], "message", 5],
	["the short one when the long one is used up", [enter(), message({ spent: 5 })], "enter", 2],
	["the short one when the long one is over", [enter(), message({ expiresAt: at(-1) })], "enter", 2],
	["the long one when both are used up", [enter({ spent: 2 }), message({ spent: 5 })], "message", 0],
	[
		"an open one that is used up before a closed one",
		[enter({ spent: 2 }), message({ expiresAt: at(-1) })],
		"enter",
		0,
	],
] as const)("%s", (_name, grants, kind, remaining) => {
	expect(windowOf(grants, NOW)).toMatchObject({ kind, remaining });
	expect(windowOf([...grants].reverse(), NOW)).toMatchObject({ kind, remaining });
});

test("a window ends in the very instant it expires", () => {
	const [ending, open] = [message({ expiresAt: NOW }), enter()];
	expect(windowOf([ending, open], NOW)?.kind).toBe("enter");
});

test("when any reply can be sent the screen never says none can", () => {
	const grant = (kind: "message" | "enter", limit: number) =>
		fc
			.record({ spent: fc.nat(limit), seconds: fc.integer({ min: -100, max: 100 }), reserved: fc.nat(limit) })
			.map(({ spent, seconds, reserved }): Grant => {
				const within = Math.min(reserved, limit - spent);
				return { kind, limit, spent, reserved: within, expiresAt: at(seconds) };
			});
	fc.assert(
		fc.property(grant("message", 5), grant("enter", 2), (one, two) => {
			const sendable = [one, two].some((g) => g.expiresAt > NOW && g.limit - g.spent - g.reserved > 0);
			const shown = windowOf([one, two], NOW);
			const saysSo = shown !== null && shown.remaining > 0 && Date.parse(shown.expiresAt) > NOW.getTime();
			expect(saysSo).toBe(sendable);
		}),
	);
});
