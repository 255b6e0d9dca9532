"use client";

import { ChevronDown, SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Menu, MenuItem } from "@/components/ui/menu";
import { chooseTheme } from "./look";
import { THEMES, type Theme } from "./theme";

/** Light, dark or as the system is, as a quiet line of text with a menu. */
export function ThemeMenu({ theme: drawn }: { theme: Theme }) {
	const t = useTranslations("account");
	const [theme, setTheme] = useState(drawn);

	function choose(next: Theme) {
		setTheme(next);
		chooseTheme(next);
	}

	return (
		<Menu
			label={t("theme")}
			trigger={
				<button
					type="button"
					className="inline-flex min-h-6 items-center gap-1 rounded-chip text-12 text-fg-3 hover:text-fg max-sm:min-h-11"
				>
					<SunMoon size={14} strokeWidth={1.75} aria-hidden />
					{t(`themes.${theme}`)}
					<ChevronDown size={12} strokeWidth={2} aria-hidden />
				</button>
			}
		>
			{THEMES.map((option) => (
				<MenuItem key={option} checked={option === theme} onSelect={() => choose(option)}>
					{t(`themes.${option}`)}
				</MenuItem>
			))}
		</Menu>
	);
}
