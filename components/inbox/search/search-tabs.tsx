"use client";

import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { classNames } from "@/components/ui/class-names";
import type { SearchKind } from "@/lib/search/schema";
import type { FoundHits } from "./search-data";

interface SearchTabsProps {
	kind: SearchKind | null;
	founds: FoundHits[];
	panelId: string;
	onKind: (kind: SearchKind | null) => void;
}

/** All kinds of hits at once, or one of them. */
export function SearchTabs({ kind, founds, panelId, onKind }: SearchTabsProps) {
	const t = useTranslations("search");
	const tabs = [null, ...founds.map((found) => found.kind)];

	function onKeyDown(event: KeyboardEvent<HTMLElement>) {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (!step) return;
		event.preventDefault();
		const next = (tabs.indexOf(kind) + step + tabs.length) % tabs.length;
		onKind(tabs[next] ?? null);
		event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
	}

	return (
		<div
			role="tablist"
			aria-label={t("kinds")}
			onKeyDown={onKeyDown}
			className="flex flex-none gap-0.5 overflow-x-auto border-b border-line px-3 py-1.5 [scrollbar-width:none] max-sm:px-4"
		>
			{tabs.map((tab) => {
				const chosen = tab === kind;
				const found = founds.find((candidate) => candidate.kind === tab);
				return (
					<button
						key={tab ?? "all"}
						type="button"
						role="tab"
						aria-selected={chosen}
						aria-controls={panelId}
						tabIndex={chosen ? 0 : -1}
						onClick={() => onKind(tab)}
						className="flex-none max-sm:-my-1.5 max-sm:py-1.5"
					>
						<span
							className={classNames(
								"inline-flex h-7 items-center gap-1 rounded-control px-2.5 text-12 font-medium whitespace-nowrap text-fg-2 hover:bg-hover max-sm:h-8",
								chosen && "bg-accent-tint text-accent-fg hover:bg-accent-tint",
							)}
						>
							{t(`kind.${tab ?? "all"}`)}
							{found?.hits && <span className="font-normal">{countText(found)}</span>}
						</span>
					</button>
				);
			})}
		</div>
	);
}

/** How many are known of: "3", or "20+" where there are more. */
const countText = ({ hits, hasMore }: FoundHits): string => `${hits?.length ?? 0}${hasMore ? "+" : ""}`;
