"use client";

import { ArrowDownWideNarrow } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SORTS } from "@/lib/conversations/names";
import type { Sort } from "@/lib/conversations/schema";

/** What an agent looks for first stands first. */
export const SORT_ORDER: Sort[] = ["dying", "waiting", ...SORTS.filter((sort) => sort === "newest")];

/** In which order the rows stand. */
export function SortMenu({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
	const t = useTranslations("list");
	return (
		<Menu
			label={t("sort.label")}
			trigger={
				<button
					type="button"
					className="inline-flex h-7 flex-none items-center gap-1.5 rounded-control px-1.5 text-12 whitespace-nowrap text-fg-2 hover:bg-hover hover:text-fg max-sm:h-11"
				>
					<ArrowDownWideNarrow size={16} strokeWidth={1.75} aria-hidden />
					<span className="sr-only">{t("sort.now")}</span>
					{t(`sort.short.${sort}`)}
				</button>
			}
		>
			{SORT_ORDER.map((candidate) => (
				<MenuItem key={candidate} checked={candidate === sort} onSelect={() => onSort(candidate)}>
					{t(`sort.name.${candidate}`)}
				</MenuItem>
			))}
		</Menu>
	);
}
