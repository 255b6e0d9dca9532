"use client";

import { useEffect, useState } from "react";
import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { Page } from "@/lib/conversations/schema";
import type { Colleague } from "@/lib/conversations/team-schema";
import type { PinyinMatch } from "./mentions";

const NOBODY: Colleague[] = [];

/** Colleagues who see a channel. */
export function useColleagues(channelId: string): readonly Colleague[] {
	const path = `/api/agents?channel=${encodeURIComponent(channelId)}`;
	const { data } = useSWR<Page<Colleague>, RequestError>(path, (key: string) =>
		request<Page<Colleague>>(key),
	);
	return data?.items ?? NOBODY;
}

/** Pinyin of names; its tables are large and are loaded when they are `wanted` first. */
export function usePinyinMatch(wanted: boolean): PinyinMatch | null {
	const [match, setMatch] = useState<{ fits: PinyinMatch } | null>(null);
	useEffect(() => {
		if (!wanted) return;
		let gone = false;
		void import("pinyin-pro").then(({ match }) => {
			if (!gone) setMatch({ fits: (name, letters) => match(name, letters) !== null });
		});
		return () => {
			gone = true;
		};
	}, [wanted]);
	return match?.fits ?? null;
}
