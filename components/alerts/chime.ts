import { SECOND_MS } from "@/lib/time";
import type { News } from "./news";

/** message: something for this person; waiting: somebody new in the queue; warning: soon too late; alarm: nearly. */
const CHIMES = ["message", "waiting", "warning", "alarm"] as const;
export type Chime = (typeof CHIMES)[number];

/** Many at once sound once. */
const QUIET_MS = 4 * SECOND_MS;

/** What a piece of news sounds like. */
export function chimeOf({ kind, unassigned, urgent }: Pick<News, "kind" | "unassigned" | "urgent">): Chime {
	if (kind === "window" || kind === "sla") return urgent ? "alarm" : "warning";
	return unassigned ? "waiting" : "message";
}

/** The one that matters most; null for none. */
export const loudest = (chimes: Chime[]): Chime | null =>
	CHIMES.findLast((chime) => chimes.includes(chime)) ?? null;

/** Lets a chime through unless one of no less weight sounded just now. */
export function createThrottle(): (chime: Chime, nowMs: number) => boolean {
	let last: { weight: number; atMs: number } | null = null;
	return (chime, nowMs) => {
		const weight = CHIMES.indexOf(chime);
		if (last && nowMs - last.atMs < QUIET_MS && weight <= last.weight) return false;
		last = { weight, atMs: nowMs };
		return true;
	};
}

interface Note {
	/** Hz. */
	pitch: number;
	/** After the beginning of the chime, and how long it rings. */
	atSeconds: number;
	seconds: number;
	/** 0 to 1. */
	loudness: number;
}

const note = (pitch: number, atSeconds: number, seconds: number, loudness: number): Note => ({
	pitch,
	atSeconds,
	seconds,
	loudness,
});

/** What is heard: rising and soft for a message, low for the queue, insisting for warnings. */
export const NOTES: Record<Chime, Note[]> = {
	message: [note(880, 0, 0.18, 0.22), note(1174.7, 0.09, 0.32, 0.22)],
	waiting: [note(587.3, 0, 0.36, 0.24), note(440, 0.16, 0.42, 0.2)],
	warning: [note(740, 0, 0.16, 0.3), note(740, 0.2, 0.16, 0.3), note(987.8, 0.4, 0.4, 0.3)],
	alarm: [0, 0.55].flatMap((at) => [
		note(988, at, 0.14, 0.45),
		note(740, at + 0.16, 0.14, 0.45),
		note(988, at + 0.32, 0.18, 0.45),
	]),
};
