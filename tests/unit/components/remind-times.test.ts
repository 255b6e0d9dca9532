import { expect, test } from "vitest";
import { parseRemindTime, remindTimes, toFieldValue } from "@/components/conversation/remind/remind-times";

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute);
const timesOf = (now: Date) => remindTimes(now).map(({ choice, at }) => [choice, toFieldValue(at)]);

test("one may be reminded in an hour, this evening, tomorrow morning and on Monday", () => {
	// 20 November 2026 is a Friday.
	expect(timesOf(at(20, 14, 9))).toEqual([
		["inAnHour", "2026-11-20T15:09"],
		["thisEvening", "2026-11-20T18:00"],
		["tomorrow", "2026-11-21T09:00"],
		["nextMonday", "2026-11-23T09:00"],
	]);
});

test("an evening that is nearly there or over is left out, and no time stands twice", () => {
	expect(timesOf(at(20, 17, 0)).map(([choice]) => choice)).toEqual(["inAnHour", "tomorrow", "nextMonday"]);
	expect(
		timesOf(at(22, 20)).map(([choice]) => choice),
		"tomorrow is Monday",
	).toEqual(["inAnHour", "tomorrow"]);
	expect(timesOf(at(23, 8)).at(-1), "on a Monday it is the next one").toEqual([
		"nextMonday",
		"2026-11-30T09:00",
	]);
});

test("a time that is past, too far away or none is not taken", () => {
	const now = at(20, 14);
	expect(parseRemindTime("2026-11-21T09:00", now)).toEqual(at(21, 9));
	for (const value of ["", "2026-11-20T14:00", "2025-01-01T00:00", "2027-03-01T00:00"])
		expect(parseRemindTime(value, now), value).toBeNull();
});
