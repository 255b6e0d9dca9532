"use client";

import { Bookmark, Ellipsis, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { onDemand } from "@/components/ui/on-demand";
import type { SavedFilter } from "@/lib/conversations/filter-schema";
import { FILTER_COUNT_MAX } from "@/lib/conversations/limits";
import { toList, useSavedFilters } from "./filter-data";
import { type ListQuery, listPath } from "./inbox-url";

const FilterNameDialog = onDemand(async () => (await import("./filter-name-dialog")).FilterNameDialog);

interface SavedFiltersProps {
	here: ListQuery;
	onShow: (list: ListQuery) => void;
}

/** The lists that an agent keeps under a name, with live numbers; the one on screen can be added. */
export function SavedFilters({ here, onShow }: SavedFiltersProps) {
	const t = useTranslations("filters");
	const { filters, save, rename, remove } = useSavedFilters();
	/** Which one gets a name: a saved one, or the list on screen. */
	const [naming, setNaming] = useState<SavedFilter | "new" | null>(null);
	return (
		<>
			<div className="flex items-center justify-between pt-3.5 pb-1 pl-2">
				<h2 className="text-11 text-fg-3">{t("title")}</h2>
				<IconButton
					label={t("add")}
					onClick={() => setNaming("new")}
					className="sm:size-6!"
					icon={<Plus size={14} strokeWidth={1.75} aria-hidden />}
				/>
			</div>
			{filters.map((filter) => (
				<FilterLine
					key={filter.id}
					filter={filter}
					current={listPath(toList(filter.filter)) === listPath(here)}
					onShow={() => onShow(toList(filter.filter))}
					onRename={() => setNaming(filter)}
					onRemove={() => void remove(filter)}
				/>
			))}
			{naming && (
				<FilterNameDialog
					saved={naming === "new" ? null : naming}
					onClose={() => setNaming(null)}
					onFailed={() => setNaming(null)}
					onName={(name) => (naming === "new" ? save(name, here) : rename(naming.id, name))}
				/>
			)}
		</>
	);
}

interface FilterLineProps {
	filter: SavedFilter;
	current: boolean;
	onShow: () => void;
	onRename: () => void;
	onRemove: () => void;
}

function FilterLine({ filter, current, onShow, onRename, onRemove }: FilterLineProps) {
	const t = useTranslations("filters");
	const { name, count } = filter;
	return (
		<div className="group/filter relative flex flex-none items-center">
			<button
				type="button"
				aria-current={current ? "page" : undefined}
				onClick={onShow}
				className={classNames(
					"flex h-[30px] min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left text-13 text-fg-2 hover:bg-press max-sm:h-11",
					current && "bg-surface font-semibold text-fg shadow-[0_0_0_1px_var(--line)] hover:bg-surface",
				)}
			>
				<Bookmark size={16} strokeWidth={1.75} aria-hidden className="flex-none" />
				<span className="min-w-0 flex-1 truncate">{name}</span>
				<span className="text-12 font-normal text-fg-3 group-focus-within/filter:opacity-0 group-hover/filter:opacity-0 max-sm:mr-10 max-sm:opacity-100!">
					{count >= FILTER_COUNT_MAX ? `${FILTER_COUNT_MAX - 1}+` : count}
				</span>
			</button>
			<span className="absolute right-0.5 opacity-0 group-focus-within/filter:opacity-100 group-hover/filter:opacity-100 max-sm:opacity-100">
				<Menu
					label={t("more", { name })}
					trigger={
						<button
							type="button"
							aria-label={t("more", { name })}
							className="inline-flex size-6 items-center justify-center rounded-chip text-fg-2 hover:bg-hover max-sm:size-11"
						>
							<Ellipsis size={14} strokeWidth={2} aria-hidden />
						</button>
					}
				>
					<MenuItem onSelect={onRename}>{t("rename")}</MenuItem>
					<MenuItem onSelect={onRemove}>{t("delete")}</MenuItem>
				</Menu>
			</span>
		</div>
	);
}
