import type { Presence } from "@/lib/conversations/team-schema";
import type { Standing } from "./team-data";

/** What the presence card says of the signed-in agent. */
export interface StandingLook {
	/** As colleagues see it. */
	presence: Presence;
	/** Key of the sentence under `team.hint`: what it means for new customers. */
	hint: "online" | "assigningOff" | "away" | "awayOff" | "idle" | "full" | "over" | "noCapacity";
	/** The sentence is worth a line of its own. */
	notable: boolean;
	/** Conversations above capacity. */
	over: number;
	/** Share of the capacity that is taken, 0 to 1. */
	taken: number;
}

/** How an agent stands towards new customers: there or away, with room, full, or above what was agreed. */
export function standingLook(standing: Standing): StandingLook {
	const { presence, idle, load, capacity } = standing;
	const hint = hintOf(standing);
	return {
		presence: presence === "online" && idle ? "away" : presence,
		hint,
		notable: hint !== "online" && hint !== "assigningOff",
		over: Math.max(0, load - capacity),
		taken: capacity === 0 ? 0 : Math.min(1, load / capacity),
	};
}

function hintOf({ presence, idle, load, capacity, assigning }: Standing): StandingLook["hint"] {
	const there = presence === "online" && !idle;
	if (!assigning) return there ? "assigningOff" : "awayOff";
	if (!there) return presence === "online" ? "idle" : "away";
	if (capacity === 0) return "noCapacity";
	if (load > capacity) return "over";
	return load === capacity ? "full" : "online";
}
