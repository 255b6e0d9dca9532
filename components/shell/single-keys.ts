const SETTING = "kefu-single-keys";

/** Single keys can be switched off, for those who speak to their computer (WCAG 2.1.4). */
export const singleKeysOn = (): boolean => window.localStorage.getItem(SETTING) !== "off";
export const switchSingleKeys = (on: boolean): void =>
	window.localStorage.setItem(SETTING, on ? "on" : "off");
