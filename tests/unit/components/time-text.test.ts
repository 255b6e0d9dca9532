import { afterEach, expect, test, vi } from "vitest";
import { createClock } from "@/components/ui/clock";
import { daysBetween, shortDuration } from "@/components/ui/time-text";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/time";

afterEach(() => void vi.useRealTimers());

test("yesterday begins at midnight, not 24 hours ago", () => {
	expect(daysBetween(new Date(2026, 10, 19, 23, 59), new Date(2026, 10, 20, 0, 1))).toBe(1);
	expect(daysBetween(new Date(2026, 10, 20, 0, 1), new Date(2026, 10, 20, 23, 59))).toBe(0);
	expect(daysBetween(new Date(2025, 11, 31), new Date(2026, 0, 1))).toBe(1);
});

test("a row tells a length in its largest unit, rounded down", () => {
	expect(shortDuration(48 * HOUR_MS - 1)).toBe("47h");
	expect(shortDuration(HOUR_MS - 1)).toBe("59m");
	expect(shortDuration(MINUTE_MS - 1)).toBe("59s");
	expect(shortDuration(-1)).toBe("0s");
});

test("the clock follows the server, but not the rounding of a Date header", () => {
	vi.useFakeTimers();
	const clock = createClock(Date.now() + HOUR_MS);
	const ahead = () => clock.now() - Date.now();
	expect(ahead()).toBe(HOUR_MS);
	clock.observe(clock.now() - SECOND_MS);
	expect(ahead()).toBe(HOUR_MS);
	clock.observe(Date.now() + 2 * HOUR_MS);
	expect(ahead()).toBe(2 * HOUR_MS);
});
