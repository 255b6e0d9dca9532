/** One search over messages, customers or notes, in the channels that the person sees. */
import type { z } from "zod";
import type { Scope } from "@/lib/conversations/scope";
import { AppError } from "@/lib/errors";
import { parseCursor, toCursor } from "@/lib/search/cursor";
import { customerPlaceSchema, NEWEST_CUSTOMER, searchCustomers } from "@/lib/search/customers";
import { messagePlaceSchema, NEWEST_MESSAGE, searchMessages } from "@/lib/search/messages";
import { NEWEST_NOTES, notesPlaceSchema, searchNotes } from "@/lib/search/notes";
import type { SearchPage, searchQuerySchema } from "@/lib/search/schema";
import { parseWords } from "@/lib/search/words";

export type SearchQuery = z.infer<typeof searchQuerySchema>;

interface Asked extends SearchQuery {
	words: string[];
	channelIds: string[] | null;
}

/**
 * What holds all words of `q`: Chinese anywhere, also a single character; Latin words from their beginning; what has digits in it
 * also in the middle from three characters on. Upper and lower case, full and half width are the same.
 * @throws AppError `bad_request` without a word in `q`, or for a cursor that is not ours
 */
export async function search(scope: Scope, query: SearchQuery): Promise<SearchPage> {
	const words = parseWords(query.q);
	if (words.length === 0)
		throw new AppError("bad_request", {
			message: "nothing to search for",
			details: { fields: { q: "no word" } },
		});
	const channelIds = channelsOf(scope, query.channel);
	if (channelIds?.length === 0) return { items: [], nextCursor: null };
	return SEARCHES[query.kind]({ ...query, words, channelIds });
}

/** The channels to search in; null means all, none that there is nothing for this person. */
function channelsOf({ channelIds }: Scope, channel: string | undefined): string[] | null {
	if (channel === undefined) return channelIds;
	return channelIds === null || channelIds.includes(channel) ? [channel] : [];
}

const SEARCHES: Record<SearchQuery["kind"], (asked: Asked) => Promise<SearchPage>> = {
	async messages({ words, channelIds, cursor, limit }) {
		const from = cursor ? parseCursor(cursor, messagePlaceSchema) : NEWEST_MESSAGE;
		const { hits, interrupted } = await searchMessages({
			words,
			channelIds,
			notes: false,
			from,
			limit: limit + 1,
		});
		return pageOf(hits, limit, interrupted);
	},
	async notes({ words, channelIds, cursor, limit }) {
		const from = cursor ? parseCursor(cursor, notesPlaceSchema) : NEWEST_NOTES;
		const { items, next } = await searchNotes({ words, channelIds, from, limit });
		return { items, nextCursor: next && toCursor(next) };
	},
	async customers({ q, words, channelIds, cursor, limit }) {
		const from = cursor ? parseCursor(cursor, customerPlaceSchema) : NEWEST_CUSTOMER;
		const { hits, interrupted } = await searchCustomers({ q, words, channelIds, from, limit: limit + 1 });
		return pageOf(hits, limit, interrupted);
	},
};

/** The first `limit` of hits of which one more was asked for. */
function pageOf<Place>(
	hits: { hit: SearchPage["items"][number]; place: Place }[],
	limit: number,
	interrupted: Place | null,
): SearchPage {
	const page = hits.slice(0, limit);
	const next = hits.length > limit ? page.at(-1)?.place : interrupted;
	return { items: page.map(({ hit }) => hit), nextCursor: next ? toCursor(next) : null };
}
