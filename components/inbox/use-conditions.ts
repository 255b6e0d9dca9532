"use client";

import { useTranslations } from "next-intl";
import { type ListQuery, WHOLE_LIST } from "./inbox-url";
import type { Counts } from "./list-data";

/** Nothing but the view and the order. */
export const NO_CONDITIONS = { channel: WHOLE_LIST.channel, tag: WHOLE_LIST.tag, q: WHOLE_LIST.q };

export interface Condition {
	/** For people: "栗子门店", "标签：发票". */
	name: string;
	/** The list without it, and with what was searched for. */
	without: Partial<ListQuery>;
}

/** What narrows the list, one by one. */
export function useConditions({ channel, tag, q }: ListQuery, counts: Counts | undefined): Condition[] {
	const t = useTranslations("list");
	const channelName = counts?.channels.find(({ id }) => id === channel)?.name ?? t("unknownChannel");
	const conditions: (Condition | null)[] = [
		channel ? { name: channelName, without: { channel: null, q } } : null,
		tag ? { name: t("tagCondition", { tag }), without: { tag: null, q } } : null,
		q ? { name: q, without: { q: "" } } : null,
	];
	return conditions.filter((condition) => condition !== null);
}
