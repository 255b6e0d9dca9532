"use client";

import { useRef } from "react";
import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { SearchHit, SearchKind, SearchPage } from "@/lib/search/schema";
import { useNextPage } from "../next-page";

/** What is asked of the server: words, in one channel or in all. */
export interface SearchQuestion {
	q: string;
	channel: string | null;
}

/** One kind of hits, page by page. */
export type FoundHits = ReturnType<typeof useSearch>;

const PAGE_SIZE = 20;
/** A page may be empty and not the last: so many more are asked for before a person is. */
const EMPTY_PAGES_MOST = 8;

/** Whether there is anything to search for: a letter, a digit or a sign that says something. */
export const isSearchable = (q: string): boolean => /[\p{L}\p{N}\p{So}]/u.test(q);

/**
 * Hits of one kind in the server's order. The answer to a question that is no longer asked is dropped; until the first answer
 * to a new one the hits before it stay, `stale`.
 */
export function useSearch(kind: SearchKind, question: SearchQuestion) {
	const path = isSearchable(question.q) ? searchPath(kind, question) : null;
	const asked = useRef(path);
	asked.current = path;
	const { data, error, isLoading, mutate } = useSWR<Found, RequestError>(
		path,
		async (key: string) => ({ path: key, ...(await readOn(key, null, () => asked.current === key)) }),
		{ keepPreviousData: path !== null },
	);

	const { more, loadMore } = useNextPage<Found>({
		path,
		shown: data?.path === path ? data : undefined,
		ask: async (key, cursor) => ({ path: key, ...(await readOn(key, cursor, () => asked.current === key)) }),
		join: (known, next) => ({ ...next, hits: union(known.hits, next.hits) }),
	});

	return {
		kind,
		hits: data?.hits ?? null,
		hasMore: Boolean(data?.nextCursor),
		stale: data !== undefined && data.path !== path,
		loading: isLoading,
		/** Why there is nothing to show. */
		error: data && data.path === path ? undefined : error,
		more,
		loadMore,
		retry: () => void mutate(),
	};
}

interface Hits {
	hits: SearchHit[];
	nextCursor: string | null;
}
type Found = Hits & { path: string };

/** The next hits from a place on, over pages without any, while somebody waits for them. */
async function readOn(path: string, from: string | null, isWanted: () => boolean): Promise<Hits> {
	let cursor = from;
	for (let page = 0; page <= EMPTY_PAGES_MOST; page++) {
		const place = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
		const { items, nextCursor } = await request<SearchPage>(`${path}&limit=${PAGE_SIZE}${place}`);
		cursor = nextCursor;
		if (items.length > 0 || !cursor || !isWanted()) return { hits: items, nextCursor: cursor };
	}
	return { hits: [], nextCursor: cursor };
}

/** Address of a search in the API, and the key it is cached under. */
function searchPath(kind: SearchKind, { q, channel }: SearchQuestion): string {
	const parameters = new URLSearchParams({ q, kind });
	if (channel) parameters.set("channel", channel);
	return `/api/search?${parameters}`;
}

/** Names a hit among all others. */
export function hitKey(hit: SearchHit): string {
	if (hit.kind === "customer") return `customer-${hit.conversation.id}`;
	return hit.kind === "message" ? `message-${hit.messageId}` : `note-${hit.noteId}`;
}

/** What is written meanwhile may come again on the next page. */
function union(first: SearchHit[], second: SearchHit[]): SearchHit[] {
	const known = new Set(first.map(hitKey));
	return [...first, ...second.filter((hit) => !known.has(hitKey(hit)))];
}
