import type { Message, Mode } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";

/** Somebody who waits in the official tool's queue writes again within moments: shorter gaps tell nothing. */
const MIN_BLIND_MS = 3 * MINUTE_MS;

export interface BlindMarks {
	/** Seqs of the customer's messages that were answered with a transfer. */
	handedOver: ReadonlySet<number>;
	/** By the seq it stands below: while the official tool may have had the customer. `untilAt` null: still. */
	blind: ReadonlyMap<number, { fromAt: string; untilAt: string | null }>;
	/** Seqs of the messages with which pushes came back while the conversation was still being transferred. */
	resumed: ReadonlySet<number>;
}

const NOTHING: BlindMarks = { handedOver: new Set(), blind: new Map(), resumed: new Set() };

/**
 * What a thread cannot show. Once the official tool has accepted a transferred customer, their messages no longer come
 * here; neither its accepting nor its closing is told. What is known: which messages were handed over, and when the
 * next one came or somebody switched. In between the desk is blind, and says so. Pure.
 *
 * @param messages those that are loaded, in order, without a gap; older ones may be missing
 * @param mode of the conversation now
 */
export function blindMarks(messages: Message[], mode: Mode): BlindMarks {
	const modes = modesAt(messages, mode);
	if (!modes.includes("transfer") && !messages.some(isTransferByRule)) return NOTHING;
	const handedOver = new Set<number>();
	const blind = new Map<number, { fromAt: string; untilAt: string | null }>();
	const resumed = new Set<number>();
	/** The last message that was handed over, as long as nothing has come after it. */
	let open: Message | null = null;

	const close = (untilAt: string): boolean => {
		if (!open) return false;
		const { seq, at: fromAt } = open;
		open = null;
		const told = Date.parse(untilAt) - Date.parse(fromAt) >= MIN_BLIND_MS;
		if (told) blind.set(seq, { fromAt, untilAt });
		return told;
	};

	messages.forEach((message, index) => {
		if (message.direction === "in") {
			const again = modes[index] === "transfer" || isTransferredByRule(messages, index);
			if (close(message.at) && again) resumed.add(message.seq);
			if (!again) return;
			handedOver.add(message.seq);
			open = message;
		} else if (message.direction === "event" && endsTransfer(message)) close(message.at);
	});
	// TypeScript does not see the assignments inside the callbacks.
	const last = open as Message | null;
	if (last && mode === "transfer") blind.set(last.seq, { fromAt: last.at, untilAt: null });
	return { handedOver, blind, resumed };
}

/**
 * The mode in which each message came, as far as it is known. A switch tells it on both sides; a conversation that the
 * customer opened again went into the channel's opening mode without a word.
 */
function modesAt(messages: Message[], now: Mode): (Mode | null)[] {
	const modes: (Mode | null)[] = Array.from(messages, () => null);
	let later: Mode | null = now;
	for (let index = messages.length - 1; index >= 0; index--) {
		const content = messages[index]?.content;
		modes[index] = later;
		if (!content || !("event" in content)) continue;
		if (content.event === "mode_changed") later = content.from;
		if (isFreshStart(content)) later = null;
	}
	let earlier: Mode | null = null;
	messages.forEach(({ content }, index) => {
		modes[index] ??= earlier;
		if (isFreshStart(content)) earlier = null;
		if ("event" in content && content.event === "mode_changed") earlier = content.to;
	});
	return modes;
}

/** The very message that a rule answered with a transfer came while the bot still had the conversation. */
function isTransferredByRule(messages: Message[], index: number): boolean {
	for (const message of messages.slice(index + 1)) {
		if (isTransferByRule(message)) return true;
		// Another push, or another switch: this one was decided before.
		if (message.direction === "in" || message.type === "customer_entered" || message.type === "mode_changed")
			return false;
	}
	return false;
}

const isTransferByRule = ({ content }: Message): boolean =>
	"event" in content &&
	content.event === "mode_changed" &&
	content.to === "transfer" &&
	content.ruleName !== null;

const endsTransfer = ({ content }: Message): boolean =>
	isFreshStart(content) ||
	("event" in content && content.event === "mode_changed" && content.from === "transfer");

const isFreshStart = (content: Message["content"]): boolean =>
	"event" in content && content.event === "reopened" && content.byCustomer;
