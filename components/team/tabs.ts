import { SILENT_AFTER_MS } from "@/lib/conversations/limits";
import type { Writing } from "@/lib/conversations/team-schema";

/** What a tab tells the other tabs of its browser with each beat. */
export interface TabNews {
	tab: string;
	/** On screen there; null also for a tab that nobody can see. */
	conversationId: string | null;
	writing: Writing | null;
	visible: boolean;
	/** It is no more. */
	closed: boolean;
	/** When it was heard, in ms. */
	at: number;
}

const isThere = ({ closed, at }: TabNews, now: number): boolean => !closed && now - at < SILENT_AFTER_MS;

/** Whether another tab shows the conversation: leaving it here is no leaving then. */
export function isShownElsewhere(tabs: Iterable<TabNews>, conversationId: string, now: number): boolean {
	for (const tab of tabs) if (isThere(tab, now) && tab.conversationId === conversationId) return true;
	return false;
}

/** What another tab writes in the same conversation: one person writes, whichever tab beats. */
export function writingElsewhere(
	tabs: Iterable<TabNews>,
	conversationId: string,
	now: number,
): Writing | null {
	for (const tab of tabs)
		if (isThere(tab, now) && tab.conversationId === conversationId && tab.writing) return tab.writing;
	return null;
}
