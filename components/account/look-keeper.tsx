"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { useEffect, useLayoutEffect } from "react";
import { chooseContrast, chooseTheme, currentContrast, currentTheme, keepLocale } from "./look";
import { usePreferences } from "./preferences";

/** Draws the console as its person chose it, in whatever browser they sign in. */
export function LookKeeper() {
	const { theme, contrast, language } = usePreferences();
	const locale = useLocale();
	const router = useRouter();

	useLayoutEffect(() => {
		if (theme && theme !== currentTheme()) chooseTheme(theme);
		if (contrast && contrast !== currentContrast()) chooseContrast(contrast);
	}, [theme, contrast]);

	useEffect(() => {
		if (!language || language === locale) return;
		keepLocale(language);
		router.refresh();
	}, [language, locale, router]);

	return null;
}
