"use client";

import { useEffect, useRef, useState } from "react";
import { useSWRConfig } from "swr";
import { usePreferences } from "@/components/account/preferences";
import { useLive } from "@/components/live/live-provider";
import { useClock } from "@/components/ui/clock";
import { SECOND_MS } from "@/lib/time";
import { CLOSING_PATH, useClosing } from "./closing-data";
import { useMentions } from "./mentions-data";
import { createNewsDesk } from "./news";
import { sound } from "./sound";
import { SoundPill } from "./sound-pill";
import { useSight } from "./use-sight";
import { useTeller } from "./use-teller";
import { watchOpening } from "./worker";

/** The page itself comes first. */
const PREPARE_SOUND_MS = 2 * SECOND_MS;

interface AlertsProps {
	meId: string;
	openId: string | null;
	/** Goes to an address of the inbox. */
	goTo: (href: string) => void;
}

/** Tells its agent what they must know, wherever they look: what came, who named them, what is nearly too late. */
export function Alerts({ meId, openId, goTo }: AlertsProps) {
	const clock = useClock();
	const { watchChanges } = useLive();
	const { mutate } = useSWRConfig();
	const [desk] = useState(() => createNewsDesk(meId, clock.now()));
	const { tell, missed } = useTeller();
	const closing = useClosing();
	const mentions = useMentions();
	const wantsSound = usePreferences().sound !== "off";
	useSight(openId);

	const closingItems = useRef(closing.items);
	closingItems.current = closing.items;
	useEffect(
		() =>
			watchChanges((changes) => {
				void tell(desk.fromChanges(changes));
				const ids = new Set(changes.map(({ after }) => after.id));
				if (closingItems.current.some(({ conversationId }) => ids.has(conversationId)))
					void mutate(CLOSING_PATH);
			}),
		[watchChanges, tell, desk, mutate],
	);

	useEffect(() => {
		if (closing.loaded) void tell(desk.fromClosing(closing.items, clock.now()));
	}, [closing.loaded, closing.items, tell, desk, clock]);

	useEffect(() => {
		if (mentions.loaded) void tell(desk.fromMentions(mentions.items));
	}, [mentions.loaded, mentions.items, tell, desk]);

	useSeenMentions(openId, mentions);

	useEffect(() => {
		if (!wantsSound) return;
		const timer = setTimeout(sound.prepare, PREPARE_SOUND_MS);
		return () => clearTimeout(timer);
	}, [wantsSound]);

	useEffect(() => watchOpening(goTo), [goTo]);

	return wantsSound ? <SoundPill missed={missed} /> : null;
}

/** Whoever has the conversation in front of them has seen what a note in it says. */
function useSeenMentions(
	openId: string | null,
	{ items, markSeen }: Pick<ReturnType<typeof useMentions>, "items" | "markSeen">,
): void {
	useEffect(() => {
		if (!openId || !items.some(({ conversationId }) => conversationId === openId)) return;
		const mark = () => {
			if (document.visibilityState !== "visible") return;
			markSeen({ conversationId: openId }).catch(() => {
				// They stay in the list, and are marked when the conversation is looked at again.
			});
		};
		mark();
		document.addEventListener("visibilitychange", mark);
		return () => document.removeEventListener("visibilitychange", mark);
	}, [openId, items, markSeen]);
}
