"use client";

import { useCallback, useEffect, useRef } from "react";
import useSWR, { useSWRConfig } from "swr";
import { type RequestError, request } from "@/components/api/request";
import { COUNTS_PATH } from "@/components/inbox/inbox-url";
import { useCounts } from "@/components/inbox/list-data";
import type { Mention, MentionsSeen } from "@/lib/conversations/mention-schema";
import type { Counts, Page } from "@/lib/conversations/schema";

const MENTIONS_PATH = "/api/mentions";

type Mentions = Page<Mention> & { unseen: number };

const NONE: Mention[] = [];

/** Notes that name this agent and that they have not seen, newest first; asked for only when there are any. */
export function useMentions() {
	const { mutate: mutateAny } = useSWRConfig();
	const counts = useCounts();
	const count = counts?.attention.mentions ?? 0;
	const { data, error, mutate } = useSWR<Mentions, RequestError>(
		count > 0 ? MENTIONS_PATH : null,
		(path: string) => request<Mentions>(path),
		{ revalidateIfStale: false },
	);

	const asked = useRef(count);
	useEffect(() => {
		if (count > 0 && count !== asked.current) void mutate();
		asked.current = count;
	}, [count, mutate]);

	/** Marks them here at once; what the server says afterwards holds. */
	const markSeen = useCallback(
		async (seen: MentionsSeen) => {
			const isLeft = ({ id, conversationId }: Mention) => {
				if ("ids" in seen) return !seen.ids.includes(id);
				return "conversationId" in seen ? conversationId !== seen.conversationId : false;
			};
			const strip = (known: Mentions | undefined) => known && { ...known, items: known.items.filter(isLeft) };
			await mutate(strip, { revalidate: false });
			const { unseen } = await request<{ unseen: number }>(`${MENTIONS_PATH}/seen`, {
				method: "POST",
				body: seen,
			});
			const recount = (known: Counts | undefined) =>
				known && { ...known, attention: { ...known.attention, mentions: unseen } };
			await mutateAny<Counts>(COUNTS_PATH, recount, { revalidate: false });
		},
		[mutate, mutateAny],
	);

	const items = count > 0 ? (data?.items ?? NONE) : NONE;
	return {
		count,
		items,
		loaded: counts !== undefined && (count === 0 || data !== undefined),
		/** Why they are not there; undefined while something is. */
		error: data ? undefined : error,
		retry: () => void mutate(),
		markSeen,
	};
}
