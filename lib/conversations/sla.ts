import { MINUTE_MS } from "@/lib/time";

/** The screen turns amber at this share of the time. */
const WARN_AT = 0.7;

/** When the first answer to somebody who waits is due, and when it becomes urgent; null while nobody waits. Pure. */
export function slaOf(
	waitingSince: Date | null,
	slaMinutes: number,
): { dueAt: string; warnAt: string } | null {
	if (waitingSince === null) return null;
	const at = (share: number) =>
		new Date(waitingSince.getTime() + share * slaMinutes * MINUTE_MS).toISOString();
	return { dueAt: at(1), warnAt: at(WARN_AT) };
}
