import type { Unsent } from "@/components/composer/outbox";
import type { Message, Mode } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";
import { blindMarks } from "./blind-interval";
import { type EventGroup, type EventMessage, groupEvents } from "./event-groups";
import type { Thread } from "./merge-messages";

/** Messages of one speaker closer than this are drawn as one group. */
const GROUP_MS = 3 * MINUTE_MS;

export type SpokenMessage = Exclude<Message, EventMessage>;

export type ThreadLine =
	| { kind: "day"; id: string; at: string }
	/** What is below came since the conversation was read last. */
	| { kind: "unread" }
	| EventGroup
	/** `first` shows the avatar, `last` the time of a group. */
	| { kind: "spoken"; message: SpokenMessage; first: boolean; last: boolean; handedOver: boolean }
	/** The customer may have been, or be, with the official tool. */
	| { kind: "blind"; fromAt: string; untilAt: string | null }
	/** Pushes are back although the conversation is still being transferred. */
	| { kind: "resumed"; at: string }
	/** Not with the server yet. */
	| { kind: "unsent"; unsent: Unsent; first: boolean };

interface LineOptions {
	/** Tells the calendar day of an instant in the reader's time zone; null leaves day lines out, where it is not known. */
	dayOf: ((at: string) => string) | null;
	/** Of the conversation now; null where the official tool hides nothing. */
	mode: Mode | null;
	/** The unread line stands above this message. */
	unreadSeq?: number | null;
	/** Ids of the first events of folds that are shown one by one. */
	unfolded?: ReadonlySet<string>;
	unsent?: readonly Unsent[];
}

/** What a thread draws, line by line. */
export function toLines(
	{ items, hasMoreBefore }: Pick<Thread, "items" | "hasMoreBefore">,
	{ dayOf, mode, unreadSeq = null, unfolded, unsent = [] }: LineOptions,
): ThreadLine[] {
	const marks = mode && blindMarks(items, mode);
	const lines: ThreadLine[] = [];
	let events: EventMessage[] = [];
	const tellEvents = () => {
		lines.push(...groupEvents(events).flatMap((group) => unfold(group, unfolded)));
		events = [];
	};
	items.forEach((message, index) => {
		const before = items[index - 1];
		// With more above nobody knows yet whether the topmost is the first of its day.
		const newDay =
			dayOf !== null &&
			(before ? dayOf(before.at) !== dayOf(message.at) : !hasMoreBefore && items.length > 0);
		const isUnread = message.seq === unreadSeq;
		if (newDay || isUnread || message.direction !== "event") tellEvents();
		if (newDay) lines.push({ kind: "day", id: message.id, at: message.at });
		if (isUnread) lines.push({ kind: "unread" });
		if (message.direction === "event") {
			events.push(message);
			return;
		}
		if (marks?.resumed.has(message.seq)) lines.push({ kind: "resumed", at: message.at });
		lines.push({
			kind: "spoken",
			message,
			first: newDay || isUnread || !isSameGroup(before, message),
			last: items[index + 1]?.seq === unreadSeq || !isSameGroup(message, items[index + 1]),
			handedOver: marks?.handedOver.has(message.seq) ?? false,
		});
		const blind = marks?.blind.get(message.seq);
		if (blind) lines.push({ kind: "blind", ...blind });
	});
	tellEvents();
	return [...lines, ...unsent.map((item, index) => toUnsentLine(item, index === 0))];
}

const toUnsentLine = (unsent: Unsent, first: boolean): ThreadLine => ({ kind: "unsent", unsent, first });

/** The first message of the customer behind the place up to which was read; null where it is not here, or nothing is unread. */
export function unreadSeqOf({ items, hasMoreBefore }: Thread, readSeq: number | null): number | null {
	if (readSeq === null || (hasMoreBefore && (items[0]?.seq ?? 0) > readSeq)) return null;
	return items.find(({ seq, direction }) => direction === "in" && seq > readSeq)?.seq ?? null;
}

/** Its own for as long as it is the same to the reader: a reply keeps it from the field to the customer. */
export function keyOf(line: ThreadLine): string {
	switch (line.kind) {
		case "day":
			return `day-${line.id}`;
		case "unread":
			return "unread";
		case "folded":
			return line.messages[0]?.id ?? "";
		case "blind":
			return `blind-${line.fromAt}`;
		case "resumed":
			return `resumed-${line.at}`;
		case "unsent":
			return line.unsent.clientKey;
		case "spoken":
			return line.message.clientKey ?? line.message.id;
		default:
			return line.message.id;
	}
}

/** The line in which a message is told. */
export function lineOf(lines: ThreadLine[], messageId: string): number {
	return lines.findIndex((line) => {
		if (line.kind === "folded") return line.messages.some(({ id }) => id === messageId);
		if (line.kind === "taken" && line.by.id === messageId) return true;
		return "message" in line && line.message.id === messageId;
	});
}

/** The instant at which a line, or the one before it that knows, happened. */
export function instantAt(lines: ThreadLine[], index: number): string | null {
	for (let at = index; at >= 0; at--) {
		const line = lines[at];
		if (line && "message" in line) return line.message.at;
		if (line?.kind === "folded") return line.messages[0]?.at ?? null;
		if (line && "at" in line) return line.at;
	}
	return null;
}

function unfold(group: EventGroup, unfolded: ReadonlySet<string> | undefined): EventGroup[] {
	if (group.kind !== "folded" || !unfolded?.has(keyOf(group))) return [group];
	return group.messages.map((message) => ({ kind: "event", message }));
}

function isSameGroup(a: Message | undefined, b: Message | undefined): boolean {
	if (!a || !b || a.direction === "event" || b.direction === "event") return false;
	return (
		a.direction === b.direction &&
		a.direction !== "note" &&
		a.author.kind === b.author.kind &&
		a.author.name === b.author.name &&
		Date.parse(b.at) - Date.parse(a.at) < GROUP_MS
	);
}
