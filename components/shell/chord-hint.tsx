"use client";

import { useTranslations } from "next-intl";
import { Kbd } from "@/components/ui/kbd";
import { shortcutEntries } from "./shortcut-table";
import type { ShortcutHandlers } from "./shortcuts";

/** What the next key may be, for those who stop after the first. */
export function ChordHint({ first, handlers }: { first: string; handlers: ShortcutHandlers }) {
	const t = useTranslations("shortcuts");
	const options = shortcutEntries.filter(
		([name, { codes }]) => codes?.length === 2 && codes[0] === first && handlers.has(name),
	);
	if (options.length === 0) return null;
	return (
		<div
			role="status"
			className="fixed bottom-6 left-1/2 z-40 flex max-w-[calc(100vw-16px)] -translate-x-1/2 animate-appear flex-wrap justify-center gap-x-4 gap-y-1 rounded-card border border-line-2 bg-raised px-4 py-2 text-12 shadow-pop"
		>
			{options.map(([name, { keys }]) => (
				<span key={name} className="flex items-center gap-1.5">
					<Kbd>{keys[1]}</Kbd>
					{t(`action.${name}`)}
				</span>
			))}
		</div>
	);
}
