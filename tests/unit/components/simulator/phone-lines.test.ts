import { expect, test } from "vitest";
import { toPhoneLines } from "@/components/simulator/phone-lines";
import type { TranscriptItem } from "@/components/simulator/simulator-wire";

const item = (at: string, id: number): TranscriptItem => ({
	id,
	at: `2026-11-20T${at}.000Z`,
	from: "user",
	type: "text",
	text: "在吗",
});
const timed = (...ats: string[]) => toPhoneLines(ats.map(item)).map((line) => line.timed);

test("the first message has its time", () => {
	expect(timed("06:00:00")).toEqual([true]);
});

test("a message within five minutes of the last shown time has none", () => {
	expect(timed("06:00:00", "06:03:00", "06:04:59", "06:05:00")).toEqual([true, false, false, true]);
});

test("a clock set back is told as well", () => {
	expect(timed("06:00:00", "05:00:00", "05:01:00")).toEqual([true, true, false]);
});
