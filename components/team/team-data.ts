"use client";

import useSWR, { type ScopedMutator } from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { Page } from "@/lib/conversations/schema";
import type { BeatAnswer, Colleague } from "@/lib/conversations/team-schema";

/** What the last beat said of the signed-in agent; written by every beat. */
export type Standing = Omit<BeatAnswer, "viewers">;
export const STANDING_KEY = "standing";

/** How the signed-in agent stands; undefined before the first beat. */
export const useStanding = (): Standing | undefined => useSWR<Standing>(STANDING_KEY, null).data;

const TEAM_PATH = "/api/agents";
const NOBODY: Colleague[] = [];

/** Colleagues who see a channel, or, with null, all; asked for while `wanted`. */
export function useColleagues(channelId: string | null, wanted = true): readonly Colleague[] {
	const path = channelId ? `${TEAM_PATH}?channel=${encodeURIComponent(channelId)}` : TEAM_PATH;
	const { data } = useSWR<Page<Colleague>, RequestError>(wanted ? path : null, (key: string) =>
		request<Page<Colleague>>(key),
	);
	return data?.items ?? NOBODY;
}

/** Asks again for the colleagues on screen: somebody came, went or is away. */
export const refreshColleagues = (mutate: ScopedMutator): void =>
	void mutate((key) => typeof key === "string" && key.startsWith(TEAM_PATH));
