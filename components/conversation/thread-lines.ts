import type { Message, Mode } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";
import { blindMarks } from "./blind-interval";

/** Messages of one speaker closer than this are drawn as one group. */
const GROUP_MS = 3 * MINUTE_MS;

type EventMessage = Extract<Message, { direction: "event" }>;
export type SpokenMessage = Exclude<Message, EventMessage>;

export type ThreadLine =
	| { kind: "day"; at: string }
	| { kind: "event"; message: EventMessage }
	/** `first` shows the avatar, `last` the time of a group. */
	| { kind: "spoken"; message: SpokenMessage; first: boolean; last: boolean; handedOver: boolean }
	/** The customer may have been, or be, with the official tool. */
	| { kind: "blind"; fromAt: string; untilAt: string | null }
	/** Pushes are back although the conversation is still being transferred. */
	| { kind: "resumed"; at: string };

interface LineOptions {
	/** Tells the calendar day of an instant in the reader's time zone; null leaves day lines out, where it is not known. */
	dayOf: ((at: string) => string) | null;
	/** Of the conversation now; null where the official tool hides nothing. */
	mode: Mode | null;
}

/** What a thread draws, line by line. */
export function toLines(messages: Message[], { dayOf, mode }: LineOptions): ThreadLine[] {
	const marks = mode && blindMarks(messages, mode);
	const lines: ThreadLine[] = [];
	messages.forEach((message, index) => {
		const before = messages[index - 1];
		const newDay = dayOf !== null && (!before || dayOf(before.at) !== dayOf(message.at));
		if (newDay) lines.push({ kind: "day", at: message.at });
		if (marks?.resumed.has(message.seq)) lines.push({ kind: "resumed", at: message.at });
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
			handedOver: marks?.handedOver.has(message.seq) ?? false,
		});
		const blind = marks?.blind.get(message.seq);
		if (blind) lines.push({ kind: "blind", ...blind });
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
