import { SECOND_MS } from "@/lib/time";

export interface Typing {
	/** The agent has just typed something for the customer. */
	typed: (conversationId: string) => void;
	/** Nothing is being written any more: the text was emptied or the field left. */
	stopped: (conversationId: string) => void;
	/** A message has left, which ends the customer's "is typing" by itself. */
	sent: (conversationId: string) => void;
}

interface TypingOptions {
	/** What it throws is nobody's business: the indicator is an ornament. */
	post: (conversationId: string, typing: boolean) => Promise<unknown>;
	/** A clock that only goes forward, in ms. */
	now: () => number;
}

/** So long the customer sees it; WeChat does not take another while it lasts. */
const SHOWN_MS = 15 * SECOND_MS;

/** Tells the customer that somebody is typing, at most once in 15 s per conversation. */
export function createTyping({ post, now }: TypingOptions): Typing {
	const lastAt = new Map<string, number>();
	/** Conversations in which the customer may be seeing it. */
	const told = new Set<string>();
	const tell = (conversationId: string, typing: boolean) => void post(conversationId, typing).catch(() => {});
	return {
		typed: (conversationId) => {
			if (now() - (lastAt.get(conversationId) ?? Number.NEGATIVE_INFINITY) < SHOWN_MS) return;
			lastAt.set(conversationId, now());
			told.add(conversationId);
			tell(conversationId, true);
		},
		stopped: (conversationId) => {
			if (!told.delete(conversationId)) return;
			if (now() - (lastAt.get(conversationId) ?? 0) < SHOWN_MS) tell(conversationId, false);
		},
		sent: (conversationId) => {
			told.delete(conversationId);
		},
	};
}
