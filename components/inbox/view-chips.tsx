"use client";

import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { VIEWS } from "@/lib/conversations/names";
import type { View } from "@/lib/conversations/schema";
import type { InboxLocation, ListQuery } from "./inbox-url";
import type { Counts } from "./list-data";
import { countOf } from "./view-look";

/** On phones the ones most looked at come first; keys 1–6 are not a matter there. */
const ORDER: View[] = ["all", ...VIEWS.filter((view) => view !== "all")];

interface ViewChipsProps {
	here: InboxLocation;
	counts: Counts | undefined;
	onShow: (change: Partial<ListQuery>) => void;
}

/** The views as one row that scrolls sideways. */
export function ViewChips({ here, counts, onShow }: ViewChipsProps) {
	const t = useTranslations("views");
	return (
		<nav
			aria-label={t("label")}
			className="flex gap-2 overflow-x-auto border-b border-line px-4 py-1.5 [scrollbar-width:none] sm:hidden"
		>
			{ORDER.map((view) => {
				const current = view === here.view;
				const count = countOf(view, counts?.counts);
				return (
					<button
						key={view}
						type="button"
						aria-current={current ? "page" : undefined}
						onClick={() => onShow({ view })}
						className="-my-1.5 flex-none py-1.5"
					>
						<span
							className={classNames(
								"inline-flex h-8 items-center gap-1 rounded-full border border-line-2 bg-surface px-3 text-13 whitespace-nowrap text-fg-2",
								current && "border-accent-line bg-accent-tint text-accent-fg",
							)}
						>
							{t(`name.${view}`)}
							{count !== undefined && <b className="font-medium">{count}</b>}
						</span>
					</button>
				);
			})}
		</nav>
	);
}
