"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Kbd } from "@/components/ui/kbd";
import { keyHintOf } from "../shortcut-table";
import { usePalette } from "./palette-sources";

/** The way to the command palette for the mouse. */
export function PaletteButton() {
	const t = useTranslations("commands");
	const { setOpen } = usePalette();
	return (
		<button
			type="button"
			aria-haspopup="dialog"
			onClick={() => setOpen(true)}
			className="mt-1.5 flex h-[30px] flex-none items-center gap-2 rounded-control border border-line-2 bg-surface px-2 text-13 text-fg-3 hover:bg-hover"
		>
			<Search size={14} strokeWidth={1.75} aria-hidden />
			<span className="flex-1 text-left">
				{t("button")} <span className="sr-only">{t("title")}</span>
			</span>
			<span aria-hidden className="flex">
				<Kbd>{keyHintOf("palette")}</Kbd>
			</span>
		</button>
	);
}
