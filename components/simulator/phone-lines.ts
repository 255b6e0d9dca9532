import { MINUTE_MS } from "@/lib/time";
import type { TranscriptItem } from "./simulator-wire";

/** After a pause of this length the phone says what time it is. */
const PAUSE_MS = 5 * MINUTE_MS;

export interface PhoneLine {
	item: TranscriptItem;
	/** The time stands above this item. */
	timed: boolean;
}

/** The items of a chat with the times between them. */
export function toPhoneLines(items: TranscriptItem[]): PhoneLine[] {
	let shownAt = Number.NEGATIVE_INFINITY;
	return items.map((item) => {
		const at = Date.parse(item.at);
		// A clock that was set back also deserves a word.
		const timed = Math.abs(at - shownAt) >= PAUSE_MS;
		if (timed) shownAt = at;
		return { item, timed };
	});
}
