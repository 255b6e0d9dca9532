"use client";

import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { Closing } from "@/lib/conversations/attention-schema";
import { MINUTE_MS } from "@/lib/time";

export const CLOSING_PATH = "/api/conversations/closing";

const NONE: Closing[] = [];
const fetchClosing = async (path: string) => (await request<{ items: Closing[] }>(path)).items;

/** What will soon be too late. Time alone brings it: asked once a minute, also while nobody looks, and when somebody does again. */
export function useClosing(): { items: Closing[]; loaded: boolean } {
	const { data } = useSWR<Closing[], RequestError>(CLOSING_PATH, fetchClosing, {
		refreshInterval: MINUTE_MS,
		refreshWhenHidden: true,
		revalidateOnFocus: true,
	});
	return { items: data ?? NONE, loaded: data !== undefined };
}
