"use client";

import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import { LISTS_PATH } from "@/components/inbox/inbox-url";
import type { ConversationItem, Page } from "@/lib/conversations/schema";

/**
 * The console's conversation with a customer of a channel; null while there is none. Its key is that of a list, so it is
 * asked for again whenever the lists are.
 */
export function useConversationId(
	channelId: string,
	openid: string | null,
	/** The one the page was drawn with. */
	first: Pick<ConversationItem, "id" | "customer"> | undefined,
): string | null {
	const parameters = new URLSearchParams({ channel: channelId, q: openid ?? "", limit: "5" });
	const { data } = useSWR<string | null, RequestError>(
		openid && `${LISTS_PATH}${parameters}`,
		async (path: string) => (await find(path, openid)) ?? find(`${path}&view=closed`, openid),
		{ fallbackData: first?.customer.openid === openid ? first.id : undefined },
	);
	return data ?? null;
}

async function find(path: string, openid: string | null): Promise<string | null> {
	const { items } = await request<Page<ConversationItem>>(path);
	return items.find(({ customer }) => customer.openid === openid)?.id ?? null;
}
