import { z } from "zod";
import { rows } from "@/lib/db";
import { REF_COLUMNS, type RefRow, toConversationRef } from "@/lib/search/conversation-ref";
import { placeAtSchema } from "@/lib/search/cursor";
import type { CustomerHit } from "@/lib/search/schema";
import { snippetOf } from "@/lib/search/snippet";
import { fold } from "@/lib/search/words";

/** A page is given up after so long, with a cursor to go on. */
const MAX_MS = 500;

/** From here on: matches not better than `match`, and of these who came before `at`. */
export const customerPlaceSchema = z.object({
	match: z.number().int().min(1).max(4),
	at: placeAtSchema.nullable(),
	/** Null where a page was given up. */
	id: z.uuid().nullable(),
});
export type CustomerPlace = z.infer<typeof customerPlaceSchema>;

export const NEWEST_CUSTOMER: CustomerPlace = { match: 4, at: null, id: null };

interface CustomerSearch {
	/** As it was typed: an openid may hold signs. */
	q: string;
	words: string[];
	channelIds: string[] | null;
	from: CustomerPlace;
	limit: number;
	/** For tests: 0 stops after each step. */
	maxMs?: number;
}

export interface FoundCustomers {
	hits: { hit: CustomerHit; place: CustomerPlace }[];
	/** Where to go on when the time was up before there were enough. */
	interrupted: CustomerPlace | null;
}

type Row = RefRow & {
	r_match: number;
	r_at: Date | null;
	id: string | null;
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
export async function searchCustomers(search: CustomerSearch): Promise<FoundCustomers> {
	const { channelIds, from, limit, maxMs = MAX_MS } = search;
	const words = withoutDefaultName(search.words);
	const typed = search.q.trim();
	const openidPart = OPENID_PART.test(typed) ? typed.toLowerCase() : null;
	const found = await rows<Row>({
		name: "search_customers",
		text: `SELECT s.r_match, s.r_at, u.id, u.name, u.alias, u.attributes, u.first_seen_at, u.last_seen_at,
				c.id AS conversation_id, ${REF_COLUMNS}
			FROM kefu_search_customers($1, $2, $3, $4, $5, $6, $7, $8) WITH ORDINALITY s
			LEFT JOIN customers u ON u.id = s.r_id
			LEFT JOIN conversations c ON c.customer_id = u.id
			LEFT JOIN channels h ON h.id = u.channel_id
			ORDER BY s.ordinality`,
		values: [words, openidPart, channelIds, from.match, from.at, from.id, limit, maxMs],
	});
	const last = found.at(-1);
	return {
		hits: found.flatMap((row) =>
			row.id === null || row.conversation_id === null
				? []
				: [
						{
							hit: toHit(row, words, openidPart),
							place: { match: row.r_match, at: row.first_seen_at.toISOString(), id: row.id },
						},
					],
		),
		interrupted: last?.r_at ? { match: last.r_match, at: last.r_at.toISOString(), id: null } : null,
	};
}

const toHit = (row: Row, words: string[], openidPart: string | null): CustomerHit => ({
	kind: "customer",
	conversation: toConversationRef(row),
	firstSeenAt: row.first_seen_at.toISOString(),
	lastSeenAt: row.last_seen_at.toISOString(),
	matches: matchesOf(row, words, openidPart),
});

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
