import type { MessageContent } from "@/lib/channels/message";
import type { ReplyContent } from "@/lib/conversations/reply-schema";
import type { MediaRef } from "@/lib/conversations/schema";

/** A card or link as it is sent: named by its place in the library, or written by hand. */
type CardReply = Exclude<ReplyContent, { type: "text" | "image" }>;
/** The same as it is shown. */
export type CardShown = Extract<MessageContent, { type: CardReply["type"] }>;

/** A card that goes with a reply: at its field first, then on its way. */
export interface FieldCard {
	id: string;
	reply: CardReply;
	content: CardShown;
	/** Its cover; null where it has none of ours. */
	media: MediaRef | null;
}

export interface FieldCards {
	subscribe: (onChange: () => void) => () => void;
	/** Those at the field of a conversation, in their order; the same array until one of them changes. */
	of: (conversationId: string) => readonly FieldCard[];
	add: (conversationId: string, card: FieldCard) => void;
	remove: (conversationId: string, id: string) => void;
	/** They belong to replies now. */
	takeAll: (conversationId: string) => void;
	/** Takes up what an earlier page of this tab left. */
	restore: () => void;
}

const STORAGE_KEY = "kefu-cards";
const NOTHING: readonly FieldCard[] = [];

/** Cards put to the fields of conversations and not sent, kept by this tab. */
export function createFieldCards(storage: Pick<Storage, "getItem" | "setItem"> | null): FieldCards {
	let byConversation: Record<string, readonly FieldCard[]> = {};
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of listeners) listener();
	};
	const of = (conversationId: string) => byConversation[conversationId] ?? NOTHING;
	function set(conversationId: string, cards: readonly FieldCard[]): void {
		byConversation = { ...byConversation, [conversationId]: cards };
		if (cards.length === 0) delete byConversation[conversationId];
		storage?.setItem(STORAGE_KEY, JSON.stringify(byConversation));
		tell();
	}
	return {
		subscribe: (onChange) => {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		of,
		add: (conversationId, card) => set(conversationId, [...of(conversationId), card]),
		remove: (conversationId, id) =>
			set(
				conversationId,
				of(conversationId).filter((card) => card.id !== id),
			),
		takeAll: (conversationId) => set(conversationId, NOTHING),
		restore: () => {
			const kept = JSON.parse(storage?.getItem(STORAGE_KEY) ?? "{}") as typeof byConversation; // written above
			byConversation = { ...kept, ...byConversation };
			tell();
		},
	};
}
