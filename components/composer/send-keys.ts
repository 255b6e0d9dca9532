import type { Preferences } from "@/lib/auth/preferences-schema";

interface EnterKeys {
	shiftKey: boolean;
	metaKey: boolean;
	ctrlKey: boolean;
	altKey: boolean;
}

/** What an Enter in the field means; `newline` is left to the browser. */
export function enterMeaning(
	{ shiftKey, metaKey, ctrlKey, altKey }: EnterKeys,
	sendKey: Preferences["sendKey"],
): "send" | "send_and_end" | "newline" {
	const mod = metaKey || ctrlKey;
	if (altKey) return "newline";
	if (shiftKey) return mod ? "send_and_end" : "newline";
	return mod || sendKey === "enter" ? "send" : "newline";
}
