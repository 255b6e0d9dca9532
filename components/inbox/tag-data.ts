"use client";

import { useCallback } from "react";
import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { TagColor, TagCount } from "@/lib/conversations/tag-schema";

/** Address of all tags with their numbers, and the key they are cached under. */
export const TAGS_PATH = "/api/tags";

/** The tags of the desk; undefined until they are known. Asked for again when somebody is about to choose. */
export function useTags(): TagCount[] | undefined {
	return useSWR<{ items: TagCount[] }, RequestError>(TAGS_PATH, (path: string) =>
		request<{ items: TagCount[] }>(path),
	).data?.items;
}

/** How a tag is drawn, by its name. */
export function useTagColor(): (name: string) => TagColor {
	const tags = useTags();
	return useCallback((name) => tags?.find((tag) => tag.name === name)?.color ?? "neutral", [tags]);
}
