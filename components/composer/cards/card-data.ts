"use client";

import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { CardItem, CreateCard } from "@/lib/channels/card-schema";
import type { Page } from "@/lib/conversations/schema";

const PAGE_SIZE = 100;
/** So many pages are read; a library beyond that shows what was used last. */
const PAGES_MAX = 10;

/** The library of a channel, what was used last first. Kept, so that it is there without a network too. */
export function useCards(channelId: string) {
	const { data, error, mutate } = useSWR<CardItem[], RequestError>(
		`/api/cards?channel=${encodeURIComponent(channelId)}&limit=${PAGE_SIZE}`,
		loadAll,
		// Every opening asks what colleagues have sent since.
		{ dedupingInterval: 0 },
	);
	return {
		cards: data,
		error: data ? undefined : error,
		retry: () => void mutate(),
		/** A card that is sent stands first when the library is opened next. */
		used: ({ id }: CardItem) => {
			const firstOf = (card: CardItem) => Number(card.id !== id);
			void mutate((known) => known?.toSorted((a, b) => firstOf(a) - firstOf(b)), { revalidate: false });
		},
		/** For administrators. @throws RequestError */
		create: async (card: CreateCard): Promise<CardItem> => {
			const made = await request<CardItem>("/api/admin/cards", { method: "POST", body: card });
			await mutate((known) => [made, ...(known ?? [])], { revalidate: false });
			return made;
		},
	};
}

async function loadAll(path: string): Promise<CardItem[]> {
	const items: CardItem[] = [];
	let cursor: string | null = "";
	for (let page = 0; page < PAGES_MAX && cursor !== null; page++) {
		const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
		const answer: Page<CardItem> = await request<Page<CardItem>>(path + more);
		items.push(...answer.items);
		cursor = answer.nextCursor;
	}
	return items;
}
