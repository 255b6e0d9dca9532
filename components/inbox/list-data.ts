"use client";

import useSWR, { useSWRConfig } from "swr";
import { type RequestError, request } from "@/components/api/request";
import { type Records, useRecords } from "@/components/conversation/records";
import type { ConversationItem, Counts, Page } from "@/lib/conversations/schema";
import { COUNTS_PATH, FILTERS_PATH, LISTS_PATH, type ListQuery, listPath } from "./inbox-url";
import { useNextPage } from "./next-page";

/** Rows of a list in the server's order. The rows themselves are in the records. */
export interface ListPage {
	ids: string[];
	nextCursor: string | null;
}

export type { Counts };

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;

/** True for the key of any list, and of the saved ones with their numbers. */
export const isListKey = (key: unknown): boolean =>
	typeof key === "string" && (key.startsWith(LISTS_PATH) || key === FILTERS_PATH);

/** The rows of a list, page by page. A refresh asks for as many rows as are there. */
export function useConversationList(query: ListQuery) {
	const records = useRecords();
	const path = listPath(query);
	const { cache } = useSWRConfig();
	const rowsOf = (key: string): number => cache.get(key)?.data?.ids.length ?? 0;
	const { data, error, mutate } = useSWR<ListPage, RequestError>(path, (key: string) =>
		fetchRows(records, key, Math.max(PAGE_SIZE, rowsOf(key))),
	);
	const { more, loadMore } = useNextPage<ListPage>({
		path,
		shown: data,
		ask: (key, cursor) => fetchPage(records, key, PAGE_SIZE, cursor),
		join: (known, next) => ({ ...next, ids: union(known.ids, next.ids) }),
	});
	return { page: data, error, more, loadMore, refresh: () => void mutate() };
}

/** How many conversations each view and channel holds. */
export function useCounts(): Counts | undefined {
	return useSWR<Counts, RequestError>(COUNTS_PATH, (path: string) => request<Counts>(path)).data;
}

async function fetchRows(records: Records, path: string, wanted: number): Promise<ListPage> {
	let ids: string[] = [];
	let nextCursor: string | null = null;
	do {
		const limit = Math.min(MAX_PAGE_SIZE, wanted - ids.length);
		const page: ListPage = await fetchPage(records, path, limit, nextCursor);
		ids = union(ids, page.ids);
		nextCursor = page.nextCursor;
	} while (nextCursor && ids.length < wanted);
	return { ids, nextCursor };
}

async function fetchPage(
	records: Records,
	path: string,
	limit: number,
	cursor: string | null,
): Promise<ListPage> {
	const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
	const page = await request<Page<ConversationItem>>(`${path}&limit=${limit}${from}`);
	records.putConversations(page.items);
	return { ids: page.items.map((item) => item.id), nextCursor: page.nextCursor };
}

/** A row may move while pages are turned: it is kept where it was seen first. */
const union = (first: string[], second: string[]): string[] => [...new Set([...first, ...second])];
