"use client";

import { useTranslations } from "next-intl";
import type { InboxChange, InboxLocation } from "./inbox-url";
import type { Counts } from "./list-data";

export interface Condition {
	/** For people: "栗子门店", "标签：发票". */
	name: string;
	/** The list without it. */
	without: InboxChange;
}

/** What narrows the list, or the search in its place, one by one. A search knows channels, but neither views nor tags. */
export function useConditions(
	{ channel, tag, later, q }: Pick<InboxLocation, "channel" | "tag" | "later" | "q">,
	counts: Counts | undefined,
): Condition[] {
	const t = useTranslations("list");
	const channelName = counts?.channels.find(({ id }) => id === channel)?.name ?? t("unknownChannel");
	const conditions: (Condition | null)[] = [
		channel ? { name: channelName, without: { channel: null } } : null,
		tag && !q ? { name: t("tagCondition", { tag }), without: { tag: null } } : null,
		later && !q ? { name: t("later"), without: { later: false } } : null,
	];
	return conditions.filter((condition) => condition !== null);
}
