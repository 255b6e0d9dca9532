import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time";

type RemindChoice = "inAnHour" | "thisEvening" | "tomorrow" | "nextMonday";

const EVENING_HOUR = 18;
const MORNING_HOUR = 9;
const MONDAY = 1;
/** What is put away for longer is forgotten; the server takes no more. */
const LONGEST_MS = 90 * DAY_MS;

export interface RemindTime {
	choice: RemindChoice;
	at: Date;
}

/** When one may be reminded, in the reader's own time zone; a time that is nearly there is left out. */
export function remindTimes(now: Date): RemindTime[] {
	const inAnHour = new Date(Math.floor((now.getTime() + HOUR_MS) / MINUTE_MS) * MINUTE_MS);
	const monday = ((MONDAY - now.getDay() + 6) % 7) + 1;
	const times: RemindTime[] = [
		{ choice: "inAnHour", at: inAnHour },
		{ choice: "thisEvening", at: dayAt(now, 0, EVENING_HOUR) },
		{ choice: "tomorrow", at: dayAt(now, 1, MORNING_HOUR) },
		{ choice: "nextMonday", at: dayAt(now, monday, MORNING_HOUR) },
	];
	const later = times.filter(({ choice, at }) => choice !== "thisEvening" || at > inAnHour);
	// On a Sunday both are the same.
	return later.filter(({ at }, index) => later.findIndex((other) => +other.at === +at) === index);
}

/** A field's value as a time; null for what is none, is past, or is too far away. */
export function parseRemindTime(value: string, now: Date): Date | null {
	const at = new Date(value);
	const aheadMs = at.getTime() - now.getTime();
	return aheadMs > 0 && aheadMs <= LONGEST_MS ? at : null;
}

/** A time as a field of the type datetime-local has it: "2026-11-23T09:00". */
export function toFieldValue(at: Date): string {
	const local = new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS);
	return local.toISOString().slice(0, 16);
}

const dayAt = (now: Date, days: number, hour: number): Date =>
	new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
