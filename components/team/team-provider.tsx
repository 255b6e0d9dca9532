"use client";

import {
	createContext,
	type ReactNode,
	useCallback,
	useContext,
	useEffect,
	useRef,
	useState,
	useSyncExternalStore,
} from "react";
import { useSWRConfig } from "swr";
import { request, watchAnswers } from "@/components/api/request";
import { useCounts } from "@/components/inbox/list-data";
import { type Clock, useClock } from "@/components/ui/clock";
import type { Page } from "@/lib/conversations/schema";
import type { BeatAnswer, ConversationViewers, Presence, Viewer } from "@/lib/conversations/team-schema";
import type { TeamHint } from "@/lib/live/events";
import { SECOND_MS } from "@/lib/time";
import { type Beats, createBeats } from "./beats";
import type { TabNews } from "./tabs";
import { refreshColleagues, STANDING_KEY, type Standing } from "./team-data";
import { createViewers, type Viewers } from "./viewers";

interface Team {
	beats: Beats;
	viewers: Viewers;
	/** What the live stream says about colleagues; nothing said: hints may be missing. */
	hear: (hint?: string) => void;
	setPresence: (presence: Presence) => Promise<void>;
}

const BEAT_PATH = "/api/presence/beat";
const CHANNEL = "kefu-team";
const TICK_MS = 2 * SECOND_MS;
/** What somebody does who is there. */
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

const TeamContext = createContext<Team | null>(null);

/** Says that this agent is there and what they look at, and knows the same of colleagues. */
export function TeamProvider({ children }: { children: ReactNode }) {
	const clock = useClock();
	const { mutate } = useSWRConfig();
	const [team] = useState(() =>
		createTeam(clock, {
			onStanding: (standing) => void mutate<Standing>(STANDING_KEY, standing, { revalidate: false }),
			onChosen: (presence) =>
				void mutate<Standing>(STANDING_KEY, (known) => known && { ...known, presence, idle: false }, {
					revalidate: false,
				}),
			onPresence: () => refreshColleagues(mutate),
		}),
	);
	useEffect(() => team.start(), [team]);
	const mine = useCounts()?.counts.mine;
	const known = useRef(mine);
	useEffect(() => {
		// Their load is another.
		if (known.current !== mine) team.beats.beat();
		known.current = mine;
	}, [team, mine]);
	return <TeamContext value={team}>{children}</TeamContext>;
}

export function useTeam(): Team {
	const team = useContext(TeamContext);
	if (!team) throw new Error("useTeam needs a TeamProvider above it");
	return team;
}

/** Says that this conversation is on screen while the calling component is. */
export function useShownConversation(conversationId: string | null): void {
	const { beats } = useTeam();
	useEffect(() => {
		beats.show(conversationId);
		return () => beats.show(null);
	}, [beats, conversationId]);
}

/** Colleagues who have a conversation on screen. */
export function useViewers(conversationId: string): readonly Viewer[] {
	const { viewers } = useTeam();
	useEffect(() => viewers.watch(conversationId), [viewers, conversationId]);
	const read = useCallback(() => viewers.of(conversationId), [viewers, conversationId]);
	return useSyncExternalStore(viewers.subscribe, read, () => NOBODY);
}

const NOBODY: readonly Viewer[] = [];

interface Told {
	onStanding: (standing: Standing) => void;
	/** Shown at once; the server's answer, or the next beat, says how it is. */
	onChosen: (presence: Presence) => void;
	onPresence: () => void;
}

function createTeam(clock: Clock, { onStanding, onChosen, onPresence }: Told) {
	let channel: BroadcastChannel | undefined;
	const viewers = createViewers({
		ask: async (ids) =>
			(await request<Page<ConversationViewers>>(`/api/conversations/viewers?ids=${ids.join(",")}`)).items,
		now: clock.now,
	});
	const take = ({ viewers: others, ...standing }: BeatAnswer, conversationId: string | null) => {
		onStanding(standing);
		if (conversationId) viewers.put(conversationId, others);
	};
	const beats = createBeats({
		tab: Math.random().toString(36).slice(2),
		post: (body) => request<BeatAnswer>(BEAT_PATH, { method: "POST", body }),
		beacon: (body) =>
			navigator.sendBeacon(BEAT_PATH, new Blob([JSON.stringify(body)], { type: "application/json" })),
		tell: (news) => channel?.postMessage(news),
		onAnswer: take,
		now: () => performance.now(),
	});

	function start(): () => void {
		if ("BroadcastChannel" in window) channel = new BroadcastChannel(CHANNEL);
		channel?.addEventListener("message", ({ data }: MessageEvent<TabNews>) => beats.hear(data));
		const see = () => beats.see(document.visibilityState === "visible");
		const unwatch = watchAnswers(({ status }) => {
			if (status === 401) beats.pause();
			else if (status > 0 && status < 400) beats.resume();
		});
		const timer = setInterval(beats.tick, TICK_MS);
		for (const touch of TOUCHES) window.addEventListener(touch, beats.touch, { passive: true });
		document.addEventListener("visibilitychange", see);
		window.addEventListener("pagehide", beats.leave);
		window.addEventListener("pageshow", beats.comeBack);
		see();
		beats.comeBack();
		beats.tick();
		return () => {
			beats.leave();
			unwatch();
			clearInterval(timer);
			for (const touch of TOUCHES) window.removeEventListener(touch, beats.touch);
			document.removeEventListener("visibilitychange", see);
			window.removeEventListener("pagehide", beats.leave);
			window.removeEventListener("pageshow", beats.comeBack);
			channel?.close();
			channel = undefined;
		};
	}

	return {
		beats,
		viewers,
		start,
		hear: (hint?: string) => {
			const { conversationIds, presence } = parseHint(hint);
			viewers.hear(conversationIds);
			if (presence) onPresence();
		},
		setPresence: async (presence: Presence) => {
			onChosen(presence);
			try {
				const body = { presence };
				take(await request<BeatAnswer>("/api/presence", { method: "PUT", body }), null);
			} catch (error) {
				beats.beat();
				throw error;
			}
		},
	};
}

function parseHint(hint: string | undefined): {
	conversationIds: readonly string[] | "any";
	presence: boolean;
} {
	if (hint === undefined) return { conversationIds: "any", presence: true };
	return JSON.parse(hint) as TeamHint; // the server has parsed what it sends
}
