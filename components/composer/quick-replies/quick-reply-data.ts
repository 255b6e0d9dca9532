"use client";

import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { QuickReplyItem } from "@/lib/conversations/quick-reply-schema";

const PATH = "/api/quick-replies";

/** What is made of one's own. */
export interface NewQuickReply {
	title: string;
	shortcut: string;
	group: string;
	text: string;
}

/** The quick replies of a channel, asked for once they are `wanted` and kept then. */
export function useQuickReplies(channelId: string, wanted: boolean) {
	const { data, error, mutate } = useSWR<QuickReplyItem[], RequestError>(
		wanted ? `${PATH}?channel=${encodeURIComponent(channelId)}` : null,
		async (path: string) => (await request<{ items: QuickReplyItem[] }>(path)).items,
		{ keepPreviousData: true },
	);
	return {
		replies: data,
		failed: error !== undefined && !data,
		refresh: () => void mutate(),
		/** @throws RequestError */
		create: async (reply: NewQuickReply): Promise<QuickReplyItem> => {
			const made = await request<QuickReplyItem>(PATH, { method: "POST", body: reply });
			void mutate((known) => [...(known ?? []), made], { revalidate: true });
			return made;
		},
		/** What is used often comes first. */
		used: ({ id }: QuickReplyItem) => {
			// A count that is one short is nobody's trouble.
			request(`${PATH}/${id}/used`, { method: "POST" }).catch(() => {});
		},
	};
}
