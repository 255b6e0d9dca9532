"use client";

import { CircleAlert, WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Kbd } from "@/components/ui/kbd";

interface PaletteFootProps {
	search: "idle" | "failed" | "offline";
	count: number;
}

/** Which keys do what, or why only what this browser knows is shown. */
export function PaletteFoot({ search, count }: PaletteFootProps) {
	const t = useTranslations("commands");
	const Icon = search === "offline" ? WifiOff : CircleAlert;
	return (
		<div className="flex min-h-8 flex-none items-center gap-3 border-t border-line px-3 py-1.5 text-12 text-fg-3">
			<span aria-hidden className="flex items-center gap-3 max-sm:hidden">
				<Keys keys={["↑", "↓"]} word={t("move")} />
				<Keys keys={["↵"]} word={t("run")} />
				<Keys keys={["⌘", "↵"]} word={t("newTab")} />
			</span>
			<span role="status" className="ml-auto flex min-w-0 items-center gap-1.5">
				<span className="sr-only">{t("count", { count })}</span>
				{search === "idle" ? (
					<span aria-hidden className="truncate">
						{t("pinyin")}
					</span>
				) : (
					<span className="flex min-w-0 items-center gap-1.5 text-warn-fg">
						<Icon size={14} strokeWidth={1.75} aria-hidden className="flex-none" />
						<span className="truncate">{t(search)}</span>
					</span>
				)}
			</span>
		</div>
	);
}

function Keys({ keys, word }: { keys: readonly string[]; word: string }) {
	return (
		<span className="flex items-center gap-[3px] whitespace-nowrap">
			{keys.map((key) => (
				<Kbd key={key}>{key}</Kbd>
			))}
			<span className="pl-1.5">{word}</span>
		</span>
	);
}
