"use client";

import { DAY_MS, SECOND_MS } from "@/lib/time";
import { THEMES, type Theme } from "./theme";

const KEPT_SECONDS = (365 * DAY_MS) / SECOND_MS;

/** Changes the look at once and for the next pages. */
export function chooseTheme(theme: Theme): void {
	setCookie("theme", theme);
	if (theme === "system") delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = theme;
}

/** The theme the page is drawn in; "system" when the page leaves it to the system. */
export const currentTheme = (): Theme =>
	THEMES.find((theme) => theme === document.documentElement.dataset.theme) ?? "system";

/** Changes the language; texts come from the server, so the page is loaded again. */
export function chooseLocale(locale: string): void {
	setCookie("locale", locale);
	window.location.reload();
}

function setCookie(name: string, value: string): void {
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http, where a console in a local network may well run.
	document.cookie = `${name}=${value}; path=/; max-age=${KEPT_SECONDS}; samesite=lax`;
}
