"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { StrangerText } from "@/components/ui/stranger-text";
import { type InboxChange, type InboxLocation, NO_CONDITIONS } from "./inbox-url";
import type { Counts } from "./list-data";
import { useConditions } from "./use-conditions";

interface ConditionChipsProps {
	here: InboxLocation;
	counts: Counts | undefined;
	onShow: (change: InboxChange) => void;
}

/** What the list or the search is narrowed by, each to be dropped by a press. */
export function ConditionChips({ here, counts, onShow }: ConditionChipsProps) {
	const t = useTranslations("list");
	const conditions = useConditions(here, counts);
	if (conditions.length === 0) return null;
	return (
		<div className="flex flex-wrap items-center gap-1.5 border-b border-line px-3 pt-1.5 pb-2.5 sm:-mt-2.5 max-sm:px-4">
			{conditions.map(({ name, without }) => (
				<button
					key={name}
					type="button"
					aria-label={t("dropCondition", { condition: name })}
					onClick={() => onShow({ q: here.q, kind: here.kind, ...without })}
					className="inline-flex h-6 max-w-full items-center gap-1 rounded-full border border-accent-line bg-accent-tint pr-1.5 pl-2.5 text-12 text-accent-fg hover:bg-selected max-sm:h-9"
				>
					<span className="min-w-0 truncate">
						<StrangerText>{name}</StrangerText>
					</span>
					<X size={12} strokeWidth={2} aria-hidden />
				</button>
			))}
			<button
				type="button"
				onClick={() => onShow({ q: here.q, kind: here.kind, ...NO_CONDITIONS })}
				className="h-6 px-1 text-12 text-accent-fg underline underline-offset-2 max-sm:h-9"
			>
				{t("clear")}
			</button>
		</div>
	);
}
