/** Light, dark, or as the system is set. Kept in the cookie `theme`, drawn by the server as `<html data-theme>`. */
export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

/** A theme from a cookie's text; "system" for anything unknown. */
export const toTheme = (value: string | undefined): Theme =>
	THEMES.find((theme) => theme === value) ?? "system";

/** How strong lines and secondary texts are. Kept in the cookie `contrast`, drawn by the server as `<html data-contrast>`. */
export const CONTRASTS = ["normal", "more", "system"] as const;
export type Contrast = (typeof CONTRASTS)[number];

/** A contrast from a cookie's text; "system" for anything unknown. */
export const toContrast = (value: string | undefined): Contrast =>
	CONTRASTS.find((contrast) => contrast === value) ?? "system";
