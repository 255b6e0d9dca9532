/** Notes: internal ones of the threads and those on customers, in one order. */

import { z } from "zod";
import { rows } from "@/lib/db";
import { REF_COLUMNS, type RefRow, toConversationRef } from "@/lib/search/conversation-ref";
import { placeAtSchema } from "@/lib/search/cursor";
import { messagePlaceSchema, NEWEST_MESSAGE, searchMessages } from "@/lib/search/messages";
import type { CustomerNoteHit, MessageHit } from "@/lib/search/schema";
import { snippetOf } from "@/lib/search/snippet";

const notePlaceSchema = z.object({
	match: z.number().int().min(1).max(2),
	at: placeAtSchema,
	id: z.uuid(),
});
type NotePlace = z.infer<typeof notePlaceSchema>;

/** How far each of the two kinds was read. */
export const notesPlaceSchema = z.object({ message: messagePlaceSchema, note: notePlaceSchema.nullable() });
export type NotesPlace = z.infer<typeof notesPlaceSchema>;

export const NEWEST_NOTES: NotesPlace = { message: NEWEST_MESSAGE, note: null };

interface NotesSearch {
	words: string[];
	channelIds: string[] | null;
	from: NotesPlace;
	limit: number;
}

/** A page of both, and where the next one begins; null at the end. */
export async function searchNotes(
	search: NotesSearch,
): Promise<{ items: (MessageHit | CustomerNoteHit)[]; next: NotesPlace | null }> {
	const { from, limit } = search;
	const internal = await searchMessages({ ...search, notes: true, from: from.message, limit: limit + 1 });
	const onCustomers = await searchCustomerNotes({ ...search, limit: limit + 1 });
	const merged = [...internal.hits, ...onCustomers].sort(
		(a, b) => b.place.match - a.place.match || Date.parse(b.hit.at) - Date.parse(a.hit.at),
	);
	const taken = merged.slice(0, limit);
	const lastOf = (kind: "message" | "customer_note") => taken.findLast(({ hit }) => hit.kind === kind)?.place;
	const next = notesPlaceSchema.parse({
		message: lastOf("message") ?? from.message,
		note: lastOf("customer_note") ?? from.note,
	});
	const isAllTaken = merged.length <= limit;
	if (isAllTaken && internal.interrupted) next.message = internal.interrupted;
	return {
		items: taken.map(({ hit }) => hit),
		next: isAllTaken && !internal.interrupted ? null : next,
	};
}

type Row = RefRow & { id: string; match: number; text: string; created_at: Date; author_name: string | null };

async function searchCustomerNotes({
	words,
	channelIds,
	from,
	limit,
}: NotesSearch): Promise<{ hit: CustomerNoteHit; place: NotePlace }[]> {
	const found = await rows<Row>({
		name: "search_customer_notes",
		text: `WITH candidate AS MATERIALIZED (
				SELECT n.id, n.customer_id, n.agent_id, n.text, n.created_at FROM customer_notes n
				WHERE kefu_keys(n.text, '') @@ replace(kefu_key_query(kefu_query_words($1), false), chr(1), '')::tsquery
			), page AS (${[2, 1].map(notesThatMatch).join(" UNION ALL ")})
			SELECT n.id, n.match, n.text, n.created_at, a.name AS author_name, n.conversation_id, ${REF_COLUMNS}
			FROM page n JOIN customers u ON u.id = n.customer_id JOIN channels h ON h.id = u.channel_id
			LEFT JOIN agents a ON a.id = n.agent_id
			ORDER BY n.match DESC, n.created_at DESC, n.id DESC LIMIT $6`,
		values: [
			words,
			channelIds,
			from.note?.match ?? null,
			from.note?.at ?? null,
			from.note?.id ?? null,
			limit,
		],
	});
	return found.map((row) => ({
		hit: {
			kind: "customer_note",
			conversation: toConversationRef(row),
			noteId: row.id,
			at: row.created_at.toISOString(),
			author: { kind: "agent", name: row.author_name, ruleName: null },
			snippet: snippetOf(row.text, words),
		},
		place: { match: row.match, at: row.created_at.toISOString(), id: row.id },
	}));
}

/** Those of one match, looked at from the newest on until there are enough. */
const notesThatMatch = (match: number): string => `(SELECT n.*, ${match} AS match FROM (
		SELECT n.*, c.id AS conversation_id, c.channel_id FROM candidate n JOIN conversations c ON c.customer_id = n.customer_id
		ORDER BY n.created_at DESC, n.id DESC OFFSET 0) n
	WHERE ($2::text[] IS NULL OR n.channel_id = ANY ($2))
		AND ($3::int IS NULL OR (${match}, n.created_at, n.id) < ($3, $4::timestamptz, $5::uuid))
		AND (${match} = 2 OR cardinality($1::text[]) > 1) AND kefu_match(n.text, kefu_query_words($1)) = ${match} LIMIT $6)`;
