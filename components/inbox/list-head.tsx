"use client";

import { ChevronDown, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { MentionsButton } from "@/components/alerts/mentions-entry";
import { useShortcut } from "@/components/shell/shortcuts";
import { PresenceLine } from "@/components/team/presence-line";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { useMediaQuery } from "@/components/ui/media-query";
import { ConditionChips } from "./condition-chips";
import { FilterPopover } from "./filter-popover";
import { type InboxChange, type InboxLocation, isNarrowed, listPath } from "./inbox-url";
import type { Counts } from "./list-data";
import { SearchField } from "./search-field";
import { SortMenu } from "./sort-menu";
import { ViewChips } from "./view-chips";
import { countOf } from "./view-look";
import { ViewsMenu } from "./views-menu";

interface ListHeadProps {
	here: InboxLocation;
	counts: Counts | undefined;
	onShow: (change: InboxChange) => void;
	onSearch: (q: string) => void;
	/** Ends the search; the rows get the focus. */
	onLeaveSearch: () => void;
	/** From the field on to what stands below it. */
	onEnterRows: () => void;
	/** The views have no column, though there is room for it: gives it back. */
	onUnfoldViews: (() => void) | null;
}

/** Above the rows: which view this is, how many, and a field to search in. 92 px, like the head of the thread. */
export function ListHead(props: ListHeadProps) {
	const { here, counts, onShow, onSearch, onLeaveSearch, onEnterRows, onUnfoldViews } = props;
	const t = useTranslations();
	const searching = here.q !== "";
	const [fieldOpen, setFieldOpen] = useState(searching);
	const field = useRef<HTMLInputElement>(null);
	const name = searching ? t("search.title") : t(`views.name.${here.view}`);
	const phone = useMediaQuery("(max-width: 639px)", false);
	const count = searching || isNarrowed(here) ? undefined : countOf(here.view, counts?.counts);
	const title = (
		<>
			<span className="truncate">{name}</span>
			{count !== undefined && <span className="text-13 font-normal text-fg-3">{count}</span>}
		</>
	);
	const [viewsOpen, setViewsOpen] = useState(false);
	const roomy = useMediaQuery("(min-width: 1360px)", true);
	useShortcut("search", startSearch);
	useShortcut("viewsPane", () => setViewsOpen(true), !roomy);

	function startSearch() {
		// On a phone the field is drawn first, then it can take the focus.
		flushSync(() => setFieldOpen(true));
		field.current?.focus();
	}

	function closeField() {
		setFieldOpen(false);
		onSearch("");
	}

	return (
		<div className="flex-none">
			<div className="flex h-[46px] items-center gap-1.5 pr-2 pl-3.5 max-sm:h-13 max-sm:pl-4">
				{!onUnfoldViews && (
					<h1 className="hidden min-w-0 flex-1 items-center gap-1.5 text-15 font-semibold xl:flex">
						{title}
					</h1>
				)}
				<span className="flex min-w-0 flex-1 items-center gap-2.5 sm:hidden">
					<h1 className="text-20 font-semibold">{t("views.conversations")}</h1>
					{phone && <PresenceLine />}
				</span>
				<h1 className={classNames("min-w-0 flex-1 max-sm:hidden", !onUnfoldViews && "xl:hidden")}>
					<ViewsMenu
						open={viewsOpen}
						onOpenChange={setViewsOpen}
						onUnfold={onUnfoldViews}
						here={here}
						counts={counts}
						onShow={onShow}
						trigger={
							<button
								type="button"
								className="flex h-8 max-w-full min-w-0 items-center gap-1.5 rounded-control text-15 font-semibold hover:bg-hover"
							>
								<span className="sr-only">{t("views.switch", { view: name })}</span>
								<span aria-hidden className="flex min-w-0 items-center gap-1.5">
									{title}
								</span>
								<ChevronDown size={16} strokeWidth={2} aria-hidden />
							</button>
						}
					/>
				</h1>
				<MentionsButton className={classNames(!onUnfoldViews && "xl:hidden")} />
				<span className="flex sm:hidden">
					<IconButton
						label={t("list.openSearch")}
						pressed={fieldOpen || searching}
						onClick={() => (fieldOpen || searching ? closeField() : startSearch())}
						icon={<Search size={20} strokeWidth={1.6} aria-hidden />}
					/>
				</span>
				{!phone && !searching && <SortMenu sort={here.sort} onSort={(sort) => onShow({ sort })} />}
				{phone && <FilterPopover here={here} counts={counts} withSort onShow={onShow} />}
			</div>
			<div
				className={classNames(
					"flex h-[46px] items-start gap-1.5 px-3 max-sm:h-auto max-sm:border-b-0 max-sm:px-4 max-sm:pb-2",
					here.channel === null && (searching || here.tag === null) && "border-b border-line",
					!fieldOpen && !searching && "max-sm:hidden",
				)}
			>
				<SearchField
					field={field}
					list={listPath(here)}
					text={here.q}
					onSearch={onSearch}
					onLeave={onLeaveSearch}
					onDown={onEnterRows}
				/>
				{!phone && <FilterPopover here={here} counts={counts} onShow={onShow} />}
			</div>
			<ConditionChips here={here} counts={counts} onShow={onShow} />
			{!searching && <ViewChips here={here} counts={counts} onShow={onShow} />}
		</div>
	);
}
