"use client";

import { useEffect, useState } from "react";
import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import { isSearchable } from "@/components/inbox/search/search-data";
import type { SearchHit, SearchKind, SearchPage } from "@/lib/search/schema";

const PAUSE_MS = 200;
const LIMITS = { customers: 2, messages: 3 } satisfies Partial<Record<SearchKind, number>>;

/** What the server finds for what is typed, once it rests; an answer to something else is nobody's. */
export function usePaletteSearch(query: string): {
	hits: SearchHit[];
	state: "idle" | "failed" | "offline";
} {
	const words = query.trim();
	const [asked, setAsked] = useState("");
	useEffect(() => {
		const timer = setTimeout(setAsked, PAUSE_MS, isSearchable(words) ? words : "");
		return () => clearTimeout(timer);
	}, [words]);
	const offline = typeof navigator !== "undefined" && !navigator.onLine;
	const current = asked !== "" && asked === words && !offline;
	const found = [useHits("customers", current ? asked : null), useHits("messages", current ? asked : null)];
	if (offline) return { hits: [], state: words === "" ? "idle" : "offline" };
	return {
		hits: found.flatMap(({ data }) => data ?? []),
		state: found.some(({ error }) => error) ? "failed" : "idle",
	};
}

function useHits(kind: keyof typeof LIMITS, q: string | null) {
	return useSWR<SearchHit[], RequestError>(
		q && `/api/search?${new URLSearchParams({ q, kind, limit: String(LIMITS[kind]) })}`,
		async (path: string) => (await request<SearchPage>(path)).items,
		{ shouldRetryOnError: false },
	);
}
