"use client";

import { useTranslations } from "next-intl";
import { type InboxChange, type InboxLocation, WHOLE_LIST } from "./inbox-url";
import type { Counts } from "./list-data";

/** Nothing but the view and the order. */
export const NO_CONDITIONS = { channel: WHOLE_LIST.channel, tag: WHOLE_LIST.tag };

export interface Condition {
	/** For people: "栗子门店", "标签：发票". */
	name: string;
	/** The list without it. */
	without: InboxChange;
}

/** What narrows the list, or the search in its place, one by one. A search knows channels, but neither views nor tags. */
export function useConditions(
	{ channel, tag, q }: Pick<InboxLocation, "channel" | "tag" | "q">,
	counts: Counts | undefined,
): Condition[] {
	const t = useTranslations("list");
	const channelName = counts?.channels.find(({ id }) => id === channel)?.name ?? t("unknownChannel");
	const conditions: (Condition | null)[] = [
		channel ? { name: channelName, without: { channel: null } } : null,
		tag && !q ? { name: t("tagCondition", { tag }), without: { tag: null } } : null,
	];
	return conditions.filter((condition) => condition !== null);
}
