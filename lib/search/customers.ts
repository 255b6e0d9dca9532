import { z } from "zod";
import { rows } from "@/lib/db";
import { REF_COLUMNS, type RefRow, toConversationRef } from "@/lib/search/conversation-ref";
import type { CustomerHit } from "@/lib/search/schema";
import { snippetOf } from "@/lib/search/snippet";
import { fold } from "@/lib/search/words";

export const customerPlaceSchema = z.object({
	match: z.number().int(),
	at: z.iso.datetime(),
	id: z.uuid(),
});
export type CustomerPlace = z.infer<typeof customerPlaceSchema>;

interface CustomerSearch {
	/** As it was typed: an openid may hold signs. */
	q: string;
	words: string[];
	channelIds: string[] | null;
	from: CustomerPlace | null;
	limit: number;
}

type Row = RefRow & {
	id: string;
	match: number;
	name: string | null;
	alias: string | null;
	attributes: unknown;
	first_seen_at: Date;
	last_seen_at: Date;
};

/** A part of an openid that narrows enough. */
const OPENID_PART = /^[A-Za-z0-9_-]{4,64}$/;

/**
 * Customers by name, alias and attributes, and by four or more characters of the openid. Best first: 4 the openid begins so, 3 it
 * holds the part, 2 the words as a phrase, 1 scattered. Among equals those who came last: an order that no new message changes.
 */
export async function searchCustomers({
	q,
	words,
	channelIds,
	from,
	limit,
}: CustomerSearch): Promise<{ hit: CustomerHit; place: CustomerPlace }[]> {
	const asked = withoutDefaultName(words);
	const openidPart = OPENID_PART.test(q.trim()) ? q.trim().toLowerCase() : null;
	const found = await rows<Row>({
		name: "search_customers",
		text: `WITH asked AS MATERIALIZED (
				SELECT w.words, (replace(kefu_key_query(w.words, false), chr(1), '') || coalesce(' | (' || (
					SELECT string_agg('''@' || substr($2, n, 3) || '''', ' & ') FROM generate_series(1, length($2) - 2) n) || ')', '')
				)::tsquery AS keys FROM kefu_query_words($1) w(words)
			), candidate AS MATERIALIZED (
				SELECT u.*, CASE WHEN starts_with(lower(u.external_id), $2) THEN 4 WHEN strpos(lower(u.external_id), $2) > 0 THEN 3
					ELSE kefu_match(kefu_customer_words(u.external_id, u.name, u.alias, u.attributes), (SELECT words FROM asked)) END AS match
				FROM customers u
				WHERE kefu_customer_keys(u.external_id, u.name, u.alias, u.attributes) @@ (SELECT keys FROM asked)
					AND ($3::text[] IS NULL OR u.channel_id = ANY ($3))
			), page AS (
				SELECT * FROM candidate u WHERE u.match > 0
					AND ($4::int IS NULL OR (u.match, u.first_seen_at, u.id) < ($4, $5::timestamptz, $6::uuid))
				ORDER BY u.match DESC, u.first_seen_at DESC, u.id DESC LIMIT $7
			)
			SELECT u.id, u.match, u.name, u.alias, u.attributes, u.first_seen_at, u.last_seen_at,
				c.id AS conversation_id, ${REF_COLUMNS}
			FROM page u JOIN channels h ON h.id = u.channel_id JOIN conversations c ON c.customer_id = u.id
			ORDER BY u.match DESC, u.first_seen_at DESC, u.id DESC`,
		values: [asked, openidPart, channelIds, from?.match ?? null, from?.at ?? null, from?.id ?? null, limit],
	});
	return found.map((row) => ({
		hit: {
			kind: "customer",
			conversation: toConversationRef(row),
			firstSeenAt: row.first_seen_at.toISOString(),
			lastSeenAt: row.last_seen_at.toISOString(),
			matches: matchesOf(row, asked, openidPart),
		},
		place: { match: row.match, at: row.first_seen_at.toISOString(), id: row.id },
	}));
}

/** Who has no name is shown as 用户 8F3K: the database knows only the second word. */
const withoutDefaultName = (words: string[]): string[] =>
	words.length > 1 && words[0] === "用户" ? words.slice(1) : words;

const attributesSchema = z.record(z.string(), z.unknown()).catch({});

/** Every field in which one of the words stands. */
function matchesOf(row: Row, words: string[], openidPart: string | null): CustomerHit["matches"] {
	const isHeld = (text: string) => words.some((word) => fold(text).includes(fold(word)));
	const named = [
		["alias", row.alias],
		["name", row.name],
	] as const;
	const attributes = Object.entries(attributesSchema.parse(row.attributes)).map(
		([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
	);
	const openid = openidPart && row.external_id.toLowerCase().includes(openidPart) ? openidPart : null;
	return [
		...named.flatMap(([field, text]) =>
			text !== null && isHeld(text) ? [{ field, attribute: null, snippet: snippetOf(text, words) }] : [],
		),
		...(openid
			? [{ field: "openid" as const, attribute: null, snippet: openidSnippet(row.external_id, openid) }]
			: []),
		...attributes
			.filter(([, text]) => isHeld(text))
			.map(([attribute, text]) => ({
				field: "attribute" as const,
				attribute,
				snippet: snippetOf(text, words),
			})),
	];
}

function openidSnippet(openid: string, part: string): CustomerHit["matches"][number]["snippet"] {
	const at = openid.toLowerCase().indexOf(part);
	return { text: openid, ranges: [[at, at + part.length]] };
}
