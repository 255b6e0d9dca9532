"use client";

import { useLocale } from "next-intl";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { usePreferences } from "@/components/account/preferences";
import { wantsAlert } from "@/lib/alerts/wants-alert";
import { type Chime, chimeOf, createThrottle, loudest } from "./chime";
import type { News } from "./news";
import { sound } from "./sound";
import { heldLocks, IN_SIGHT, lead, readingLock } from "./tab-locks";
import { hasWorker, notify } from "./worker";

/** Held by the tab that sounds for all of this browser. */
export const SOUND_LEAD = "kefu-sound";
const NOTIFY_LEAD = "kefu-notify";
/** After a while without the server: no wall of notifications. */
const MOST_AT_ONCE = 5;

/** Tells news by sound and by notification, as this person prefers, from one tab of the browser alone. */
export function useTeller() {
	const preferences = usePreferences();
	const locale = useLocale();
	const sounding = useLead(SOUND_LEAD, useSoundState() === "ready");
	const notifying = useLead(NOTIFY_LEAD, true);
	const [mayPlay] = useState(createThrottle);
	const [missed, setMissed] = useState(false);

	function ring(news: News[], locks: Set<string>): void {
		const heard = news.filter((one) => wantsAlert(preferences.sound, preferences, one));
		const chime: Chime | null = loudest(heard.map(chimeOf));
		if (!chime) return;
		if (sounding.current) {
			if (mayPlay(chime, Date.now())) void sound.play(chime);
		} else if (!locks.has(SOUND_LEAD)) setMissed(true);
	}

	async function show(news: News[], locks: Set<string>): Promise<void> {
		const inSight = document.visibilityState === "visible" || locks.has(IN_SIGHT);
		if (inSight || !notifying.current || !mayNotify()) return;
		// Two sounds for one thing are one too many.
		const silent = preferences.sound !== "off" && locks.has(SOUND_LEAD);
		const shown = news.filter((one) => wantsAlert(preferences.desktop, preferences, one));
		for (const one of shown.slice(-MOST_AT_ONCE)) {
			const content = preferences.showText ? one : { ...one, customer: null, text: null };
			await notify(content, { language: locale, silent });
		}
	}

	const latest = useRef({ ring, show });
	latest.current = { ring, show };
	const tell = useCallback(async (news: News[]) => {
		if (news.length === 0) return;
		const locks = await heldLocks();
		const unread = news.filter(({ conversationId }) => !isRead(conversationId, locks));
		latest.current.ring(unread, locks);
		await latest.current.show(unread, locks);
	}, []);

	return { tell, missed };
}

/** Whether the page may sound. */
export const useSoundState = () =>
	useSyncExternalStore(sound.subscribe, sound.state, () => "unknown" as const);

const isRead = (conversationId: string | null, locks: Set<string>): boolean =>
	conversationId !== null && locks.has(readingLock(conversationId));

const mayNotify = (): boolean =>
	hasWorker() && typeof Notification !== "undefined" && Notification.permission === "granted";

/** Whether this tab is the one that does it. */
function useLead(name: string, wanted: boolean) {
	const leads = useRef(false);
	useEffect(() => {
		if (!wanted) return;
		const stop = lead(name, () => {
			leads.current = true;
		});
		return () => {
			leads.current = false;
			stop();
		};
	}, [name, wanted]);
	return leads;
}
