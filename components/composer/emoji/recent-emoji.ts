const STORAGE_KEY = "kefu-emoji";
/** Two rows of the picker. */
const RECENT_MAX = 18;

/** Those chosen last in this browser, the newest first. */
export function recentEmoji(): string[] {
	const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]"); // written below, by this code
	return kept as string[];
}

/** Takes note of one that was chosen. */
export function keepEmoji(emoji: string): void {
	const kept = [emoji, ...recentEmoji().filter((other) => other !== emoji)].slice(0, RECENT_MAX);
	localStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
}
