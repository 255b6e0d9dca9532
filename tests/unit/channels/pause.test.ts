import { expect, test } from "vitest";
import { pauseMs } from "@/lib/channels/pause";

const at = (text: string) => new Date(text);
const SECOND = 1000;
const MINUTE = 60 * SECOND;

test("a back-off grows from 5 s to 5 min with how long the trouble lasts", () => {
	const now = at("2026-11-21T03:00:00Z");
	const waits = [0, 4, 5, 10, 20, 100, 300, 9000].map((s) => pauseMs("back_off", s * SECOND, now) / SECOND);
	expect(waits).toEqual([5, 5, 5, 10, 20, 100, 300, 300]);
});

test("a minute's limit waits for the next minute, never longer", () => {
	expect(pauseMs("minute", 0, at("2026-11-21T03:00:59.900Z"))).toBe(1100);
	expect(pauseMs("minute", 0, at("2026-11-21T03:00:00Z"))).toBe(61 * SECOND);
});

test("a day's quota waits for midnight in Beijing, and is looked for every hour until then", () => {
	expect(pauseMs("midnight", 0, at("2026-11-21T15:59:00Z"))).toBe(MINUTE + 10 * SECOND);
	expect(pauseMs("midnight", 0, at("2026-11-21T16:00:00Z"))).toBe(60 * MINUTE);
	expect(pauseMs("midnight", 0, at("2026-11-21T03:00:00Z"))).toBe(60 * MINUTE);
});
