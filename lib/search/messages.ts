import { z } from "zod";
import type { AuthorKind } from "@/lib/conversations/schema";
import { rows } from "@/lib/db";
import { REF_COLUMNS, type RefRow, toConversationRef } from "@/lib/search/conversation-ref";
import type { MessageHit } from "@/lib/search/schema";
import { snippetOf } from "@/lib/search/snippet";

/** A page is given up after so long, with a cursor to go on: for words that are nearly nowhere in the channels asked for. */
const MAX_MS = 500;

const GREATEST_ID = 2n ** 63n - 1n;

/** From here on: 2 while the words stand as a phrase, 1 when scattered; ids below `before`. */
export const messagePlaceSchema = z.object({
	match: z.union([z.literal(1), z.literal(2)]),
	before: z
		.string()
		.regex(/^\d{1,19}$/, { abort: true })
		.refine((before) => BigInt(before) <= GREATEST_ID, "no id"),
});
export type MessagePlace = z.infer<typeof messagePlaceSchema>;

export const NEWEST_MESSAGE: MessagePlace = { match: 2, before: String(GREATEST_ID) };

export interface MessageSearch {
	words: string[];
	/** Null: all channels. */
	channelIds: string[] | null;
	/** Internal notes instead of what was said. */
	notes: boolean;
	from: MessagePlace;
	limit: number;
	/** For tests: 0 stops after each step. */
	maxMs?: number;
}

export interface FoundMessages {
	hits: { hit: MessageHit; place: MessagePlace }[];
	/** Where to go on when the time was up before there were enough; null when all history was read or there is enough. */
	interrupted: MessagePlace | null;
}

type Row = RefRow & {
	r_match: 1 | 2;
	r_before: string | null;
	id: string | null;
	seq: number;
	created_at: Date;
	direction: MessageHit["direction"];
	type: string;
	words: string;
	author_kind: AuthorKind;
	author_name: string | null;
	rule_name: string | null;
};

/** Messages with all words, in one statement; how they are found stands with kefu_search_messages in the migrations. */
export async function searchMessages(search: MessageSearch): Promise<FoundMessages> {
	const { words, notes, channelIds, from, limit, maxMs = MAX_MS } = search;
	const found = await rows<Row>({
		name: "search_messages",
		text: `SELECT s.r_match, s.r_before::text, m.id::text, m.seq, m.created_at, m.direction, m.type,
				kefu_words_of(m.content) AS words, m.author_kind, a.name AS author_name, m.rule_name,
				c.id AS conversation_id, ${REF_COLUMNS}
			FROM kefu_search_messages($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY s
			LEFT JOIN messages m ON m.id = s.r_id AND m.created_at = s.r_created_at
			LEFT JOIN conversations c ON c.id = m.conversation_id
			LEFT JOIN customers u ON u.id = c.customer_id
			LEFT JOIN channels h ON h.id = c.channel_id
			LEFT JOIN agents a ON a.id = m.author_id
			ORDER BY s.ordinality`,
		values: [words, notes, channelIds, from.match, from.before, limit, maxMs],
	});
	const last = found.at(-1);
	return {
		hits: found.flatMap((row) =>
			row.id === null
				? []
				: [{ hit: toHit(row, row.id, words), place: { match: row.r_match, before: row.id } }],
		),
		interrupted: last?.r_before ? { match: last.r_match, before: last.r_before } : null,
	};
}

const toHit = (row: Row, messageId: string, words: string[]): MessageHit => ({
	kind: "message",
	conversation: toConversationRef(row),
	messageId,
	seq: row.seq,
	at: row.created_at.toISOString(),
	direction: row.direction,
	type: row.type,
	author: { kind: row.author_kind, name: row.author_name, ruleName: row.rule_name },
	snippet: snippetOf(row.words.trim(), words),
});
