import { expect, test } from "vitest";
import { actionsSchema, triggerSchema } from "@/lib/bot/schema";

test.each([
	[{ kind: "keyword", match: "contains", keywords: [] }],
	[{ kind: "keyword", match: "contains", keywords: [" "] }],
	[{ kind: "keyword", match: "regex", keywords: ["a"] }],
	[{ kind: "enter", cooldownMinutes: -1 }],
	[{ kind: "enter" }],
	[{ kind: "moon" }],
])("a trigger that could fire on everything or on nothing is refused: %j", (trigger) => {
	expect(triggerSchema.safeParse(trigger).success).toBe(false);
});

test.each([
	[[]],
	[[{ kind: "reply", text: "" }]],
	[[{ kind: "reply", text: "好".repeat(683) }]],
	[[{ kind: "switch_mode", mode: "bot" }]],
	[Array(6).fill({ kind: "reply", text: "x" })],
])("actions that cannot be done are refused: %j", (actions) => {
	expect(actionsSchema.safeParse(actions).success).toBe(false);
});
