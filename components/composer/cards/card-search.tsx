"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { tileId } from "./card-grid";

interface CardSearchProps {
	query: string;
	gridId: string;
	chosenId: string | null;
	found: boolean;
	onQuery: (query: string) => void;
	onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** Narrows the cards in sight; it keeps the focus while its keys walk the grid. */
export function CardSearch({ query, gridId, chosenId, found, onQuery, onKeyDown }: CardSearchProps) {
	const t = useTranslations("composer.cards");
	return (
		<label className="flex h-8 min-w-0 flex-1 items-center gap-1.5 rounded-control border border-control bg-surface px-2.5 focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:h-11">
			<Search size={14} strokeWidth={1.75} aria-hidden />
			<input
				// biome-ignore lint/a11y/noAutofocus: the dialog was opened to look for something
				autoFocus
				value={query}
				role="combobox"
				aria-label={t("search")}
				aria-expanded={found}
				aria-controls={gridId}
				aria-activedescendant={chosenId ? tileId(gridId, chosenId) : undefined}
				placeholder={t("search")}
				onChange={(event) => onQuery(event.target.value)}
				onKeyDown={onKeyDown}
				className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-fg-3 max-sm:text-16"
			/>
		</label>
	);
}
