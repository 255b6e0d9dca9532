"use client";

import { ChevronDown, Languages } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { Menu, MenuItem } from "@/components/ui/menu";
import { keepLocale } from "./look";

/** The language, as a quiet line of text with a menu. */
export function LanguageMenu() {
	const t = useTranslations();
	const locale = useLocale();
	const router = useRouter();
	const locales = ["zh-CN", "en"] as const;

	function choose(option: string) {
		keepLocale(option);
		router.refresh();
	}

	return (
		<Menu
			label={t("account.language")}
			align="start"
			trigger={
				<button
					type="button"
					className="inline-flex min-h-6 items-center gap-1 rounded-chip text-12 text-fg-3 hover:text-fg max-sm:min-h-11"
				>
					<Languages size={14} strokeWidth={1.75} aria-hidden />
					{t(`locales.${locale}`)}
					<ChevronDown size={12} strokeWidth={2} aria-hidden />
				</button>
			}
		>
			{locales.map((option) => (
				<MenuItem key={option} checked={option === locale} onSelect={() => choose(option)}>
					{t(`locales.${option}`)}
				</MenuItem>
			))}
		</Menu>
	);
}
