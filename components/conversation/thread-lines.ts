import type { Message } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";

/** Messages of one speaker closer than this are drawn as one group. */
const GROUP_MS = 3 * MINUTE_MS;

type EventMessage = Extract<Message, { direction: "event" }>;
export type SpokenMessage = Exclude<Message, EventMessage>;

export type ThreadLine =
	| { kind: "day"; at: string }
	| { kind: "event"; message: EventMessage }
	/** `first` shows the avatar, `last` the time of a group. */
	| { kind: "spoken"; message: SpokenMessage; first: boolean; last: boolean };

/**
 * What a thread draws, line by line. `dayOf` tells the calendar day of an instant in the reader's time zone;
 * null leaves day lines out, where that zone is not known.
 */
export function toLines(messages: Message[], dayOf: ((at: string) => string) | null): ThreadLine[] {
	const lines: ThreadLine[] = [];
	messages.forEach((message, index) => {
		const before = messages[index - 1];
		const newDay = dayOf !== null && (!before || dayOf(before.at) !== dayOf(message.at));
		if (newDay) lines.push({ kind: "day", at: message.at });
		if (message.direction === "event") {
			lines.push({ kind: "event", message });
			return;
		}
		const after = messages[index + 1];
		lines.push({
			kind: "spoken",
			message,
			first: newDay || !isSameGroup(before, message),
			last: !isSameGroup(message, after),
		});
	});
	return lines;
}

function isSameGroup(a: Message | undefined, b: Message | undefined): boolean {
	if (!a || !b || a.direction === "event" || b.direction === "event") return false;
	return (
		a.direction === b.direction &&
		a.author.kind === b.author.kind &&
		a.author.name === b.author.name &&
		Date.parse(b.at) - Date.parse(a.at) < GROUP_MS
	);
}
