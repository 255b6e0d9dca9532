"use client";

import { Languages, SunMoon } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { currentTheme } from "@/components/account/look";
import { useChangePreferences } from "@/components/account/preferences";
import { THEMES } from "@/components/account/theme";
import type { Command } from "./command";

const LOCALES = ["zh-CN", "en"] as const;

/** How the console looks and which language it speaks. */
export function useLookCommands(): () => Command[] {
	const t = useTranslations();
	const locale = useLocale();
	const change = useChangePreferences();
	return () => {
		const now = currentTheme();
		return [
			...THEMES.map(
				(theme): Command => ({
					id: `theme-${theme}`,
					group: "look",
					icon: <SunMoon size={16} strokeWidth={1.75} aria-hidden />,
					title: t("commands.theme", { theme: t(`account.themes.${theme}`) }),
					hint: theme === now ? t("commands.current") : undefined,
					run: () => void change({ theme }),
				}),
			),
			...LOCALES.map(
				(language): Command => ({
					id: `language-${language}`,
					group: "look",
					icon: <Languages size={16} strokeWidth={1.75} aria-hidden />,
					title: t("commands.language", { language: t(`locales.${language}`) }),
					hint: language === locale ? t("commands.current") : undefined,
					run: () => void change({ language }),
				}),
			),
		];
	};
}
