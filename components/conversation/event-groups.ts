import type { EventContent } from "@/lib/conversations/event-schema";
import type { Message } from "@/lib/conversations/schema";

export type EventMessage = Extract<Message, { direction: "event" }>;
type EventOf<Kind extends EventContent["event"]> = EventMessage & {
	content: Extract<EventContent, { event: Kind }>;
};

export type EventGroup =
	| { kind: "event"; message: EventMessage }
	/** The mode changed to people, and somebody has it in the same minute: one step for the reader. */
	| { kind: "taken"; message: EventOf<"mode_changed">; by: EventOf<"assigned"> }
	/** Three or more of a kind in a row, the oldest first. */
	| { kind: "folded"; messages: EventMessage[] };

/** So many of a kind in a row are folded into one line. */
const FOLDED_FROM = 3;

/** How a run of events without a word between them is told. Pure. */
export function groupEvents(events: EventMessage[]): EventGroup[] {
	const groups: EventGroup[] = [];
	for (let at = 0; at < events.length; ) {
		const run = runAt(events, at);
		const [message, next] = [events[at], events[at + 1]];
		if (!message) break;
		if (run.length >= FOLDED_FROM) {
			groups.push({ kind: "folded", messages: run });
			at += run.length;
		} else if (next && isOf(message, "mode_changed") && isOf(next, "assigned") && isOneStep(message, next)) {
			groups.push({ kind: "taken", message, by: next });
			at += 2;
		} else {
			groups.push({ kind: "event", message });
			at++;
		}
	}
	return groups;
}

function runAt(events: EventMessage[], from: number): EventMessage[] {
	const kind = events[from]?.type;
	const end = events.findIndex((event, at) => at > from && event.type !== kind);
	return events.slice(from, end === -1 ? undefined : end);
}

/** To people, and to one who took it or was given it by the desk; a colleague who assigns is named in a line of their own. */
function isOneStep(changed: EventOf<"mode_changed">, assigned: EventOf<"assigned">): boolean {
	const { to, self, auto } = assigned.content;
	const sameMinute = changed.at.slice(0, 16) === assigned.at.slice(0, 16);
	return changed.content.to === "agent" && to !== null && (self || auto === true) && sameMinute;
}

const isOf = <Kind extends EventContent["event"]>(
	message: EventMessage,
	kind: Kind,
): message is EventOf<Kind> => message.content.event === kind;
