/** What holds until somebody chooses otherwise. Client-safe, and without zod: the browser loads it at once. */
export const DEFAULT_PREFERENCES = {
	sendKey: "enter",
	singleKeys: true,
	sound: "mine",
	desktop: "mine",
	webPush: "mine",
	mentions: true,
	warnings: true,
	showText: false,
	theme: null,
	contrast: null,
	language: null,
	sorts: {},
	viewsFolded: false,
	customerFolded: false,
} as const;
