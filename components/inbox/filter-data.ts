"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import useSWR from "swr";
import { useErrorText } from "@/components/api/error-text";
import { type RequestError, request } from "@/components/api/request";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import type { Filter, SavedFilter } from "@/lib/conversations/filter-schema";
import { FILTERS_PATH, type ListQuery } from "./inbox-url";

/** One's saved filters with live numbers, and what can be done with them. Each act is true when it was done. */
export function useSavedFilters() {
	const t = useTranslations("filters");
	const errorText = useErrorText();
	const { data, mutate } = useSWR<{ items: SavedFilter[] }, RequestError>(FILTERS_PATH, (path: string) =>
		request<{ items: SavedFilter[] }>(path),
	);
	const acts = useMemo(() => {
		async function act(
			method: "POST" | "PATCH" | "DELETE",
			path: string,
			body: unknown,
			done: string,
			undo?: () => void,
		): Promise<boolean> {
			try {
				await request(`${FILTERS_PATH}${path}`, { method, body });
				const action = undo && { label: t("undo"), onClick: undo };
				toastDone(done, { about: "filters", action });
				return true;
			} catch (error) {
				toastFailed(errorText(error), "filters");
				return false;
			} finally {
				void mutate();
			}
		}
		const save = (name: string, list: ListQuery) =>
			act("POST", "", { name, filter: toFilter(list) }, t("saved"));
		return {
			save,
			rename: (id: string, name: string) => act("PATCH", `/${id}`, { name }, t("renamed")),
			remove: ({ id, name, filter }: SavedFilter) =>
				act("DELETE", `/${id}`, undefined, t("deleted", { name }), () => void save(name, toList(filter))),
		};
	}, [mutate, errorText, t]);
	return { filters: data?.items ?? [], ...acts };
}

const toFilter = ({ view, channel, tag, sort }: ListQuery): Filter => ({
	view,
	channel: channel ?? undefined,
	tag: tag ?? undefined,
	sort,
});

/** The list that a saved filter names. */
export const toList = ({ view, channel, tag, sort }: Filter): ListQuery => ({
	view,
	channel: channel ?? null,
	tag: tag ?? null,
	later: false,
	sort,
});
