/** Search as the API speaks it. Client-safe: types, zod and constants only. */
import { z } from "zod";
import type { AuthorKind, ChannelRef, ConversationItem } from "@/lib/conversations/schema";
import { SEARCH_KINDS } from "@/lib/search/names";

export type SearchKind = (typeof SEARCH_KINDS)[number];

const storable = (maxCharacters: number) =>
	z
		.string()
		.max(maxCharacters)
		// Postgres keeps neither a NUL nor half a character.
		.refine((value) => !value.includes("\0") && value.isWellFormed(), "not text");

export const searchQuerySchema = z.object({
	q: storable(100),
	kind: z.enum(SEARCH_KINDS).default("messages"),
	channel: storable(64).optional(),
	cursor: z.string().max(400).optional(),
	limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** A part of a text in which something was found. Places count code points: `[...text].slice(start, end)`. */
export interface Snippet {
	/** In one line; an ellipsis where it was cut. */
	text: string;
	/** Where the words stand, in order, not overlapping; empty when a letter has another length once folded. */
	ranges: [start: number, end: number][];
}

type CustomerRef = ConversationItem["customer"];

/** The conversation to jump to. */
export interface ConversationRef {
	id: string;
	customer: CustomerRef;
	channel: ChannelRef;
}

interface Author {
	kind: AuthorKind;
	name: string | null;
	ruleName: string | null;
}

export interface MessageHit {
	kind: "message";
	conversation: ConversationRef;
	messageId: string;
	seq: number;
	at: string;
	direction: "in" | "out" | "note";
	type: string;
	author: Author;
	snippet: Snippet;
}

/** A note on a customer, which stands in no thread. */
export interface CustomerNoteHit {
	kind: "customer_note";
	conversation: ConversationRef;
	noteId: string;
	at: string;
	author: Author;
	snippet: Snippet;
}

export interface CustomerHit {
	kind: "customer";
	conversation: ConversationRef;
	firstSeenAt: string;
	lastSeenAt: string;
	/** Where the words were found; of an attribute its name in `attribute`. */
	matches: { field: "name" | "alias" | "openid" | "attribute"; attribute: string | null; snippet: Snippet }[];
}

export type SearchHit = MessageHit | CustomerNoteHit | CustomerHit;

/**
 * Better matches first, newest first among them. `nextCursor` is null at the end of all history only: a page may hold fewer
 * than asked for, even none, when much had to be read; going on continues there.
 */
export interface SearchPage {
	items: SearchHit[];
	nextCursor: string | null;
}
