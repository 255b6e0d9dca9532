"use client";

import { DAY_MS, SECOND_MS } from "@/lib/time";
import { type Contrast, type Theme, toContrast, toTheme } from "./theme";

const KEPT_SECONDS = (365 * DAY_MS) / SECOND_MS;

/** Changes the look at once and for the next pages of this browser. */
export const chooseTheme = (theme: Theme): void => choose("theme", theme);

/** The theme the page is drawn in; "system" when the page leaves it to the system. */
export const currentTheme = (): Theme => toTheme(document.documentElement.dataset.theme);

/** Changes the contrast at once and for the next pages of this browser. */
export const chooseContrast = (contrast: Contrast): void => choose("contrast", contrast);

/** The contrast the page is drawn in; "system" when the page leaves it to the system. */
export const currentContrast = (): Contrast => toContrast(document.documentElement.dataset.contrast);

/** Changes the language of this browser's next pages: texts come from the server. */
export const keepLocale = (locale: string): void => setCookie("locale", locale);

function choose(name: "theme" | "contrast", value: string): void {
	setCookie(name, value);
	if (value === "system") delete document.documentElement.dataset[name];
	else document.documentElement.dataset[name] = value;
}

function setCookie(name: string, value: string): void {
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http, where a console in a local network may well run.
	document.cookie = `${name}=${value}; path=/; max-age=${KEPT_SECONDS}; samesite=lax`;
}
