"use client";

import {
	createContext,
	type ReactNode,
	useCallback,
	useContext,
	useEffect,
	useMemo,
	useReducer,
	useState,
} from "react";
import type { Change } from "@/components/conversation/records";
import { useTeam } from "@/components/team/team-provider";
import { useClock } from "@/components/ui/clock";
import type { ChannelAlarm } from "@/lib/conversations/schema";
import { SECOND_MS } from "@/lib/time";
import { useAlarms } from "./alarms";
import { askDelayMs, type LiveStatus, liveStatus, mustPoll, newLiveState } from "./live-state";
import { followStream } from "./stream";
import { useTakenToast } from "./taken-toast";
import { useSync } from "./use-sync";

/** Two beats are missed by then; the bar must stand within 5 s. */
const SILENCE_MS = 4.5 * SECOND_MS;

interface Live {
	status: LiveStatus;
	/** When the screen was last known to be complete, in ms. */
	syncedAt: number;
	/** When it asks next by itself while it is not live, in ms of the server's clock; past while it is asking. */
	nextAt: number | null;
	/** What is wrong with the channels in sight. */
	alarms: ChannelAlarm[];
	/** Asks now what changed. */
	syncNow: () => void;
	/** Tells of every change of conversations that comes by sync. Returns how to stop. */
	watchChanges: (watcher: (changes: Change[]) => void) => () => void;
	/** Opens the stream anew, and asks. */
	reconnect: () => void;
}

const LiveContext = createContext<Live | null>(null);

interface LiveProviderProps {
	/** Everything after this is asked for; the page was drawn from what was before. */
	cursor: string;
	/** The conversation on screen: its messages come along. */
	openId: string | null;
	children: ReactNode;
}

/** Keeps the screen true: listens for wake-ups, asks what changed, and asks by itself when the stream is dead. */
export function LiveProvider({ cursor, openId, children }: LiveProviderProps) {
	const clock = useClock();
	const [state, setState] = useState(() => newLiveState(clock.now()));
	const [watchers] = useState(() => new Set<(changes: Change[]) => void>());
	const onChanges = useCallback(
		(changes: Change[]) => {
			for (const watcher of watchers) watcher(changes);
		},
		[watchers],
	);
	const syncNow = useSync(cursor, openId, setState, useTakenToast(), onChanges);
	const team = useTeam();
	const polling = mustPoll(state);
	const [attempt, reconnect] = useReducer((count: number) => count + 1, 0);

	// biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens a new stream.
	useEffect(() => {
		let silence: ReturnType<typeof setTimeout>;
		const hear = (alive: boolean) => {
			setState((known) => (known.streamAlive === alive ? known : { ...known, streamAlive: alive }));
			clearTimeout(silence);
			if (alive) silence = setTimeout(hear, SILENCE_MS, false);
		};
		silence = setTimeout(hear, SILENCE_MS, false);
		const stop = followStream(({ name, data }) => {
			hear(true);
			// Timers of a tab that nobody sees may sleep for a minute; what comes over the stream does not.
			team.beats.tick();
			if (name === "wake" || name === "resync") syncNow();
			if (name === "team") team.hear(data);
			if (name === "resync") team.hear();
		});
		return () => {
			clearTimeout(silence);
			stop();
		};
	}, [syncNow, team, attempt]);

	useEffect(() => {
		if (polling) syncNow();
	}, [polling, syncNow]);

	const { asked } = state;
	const delayMs = askDelayMs(state);
	const [nextAt, setNextAt] = useState<number | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: after each question the waiting begins anew.
	useEffect(() => {
		if (polling) setNextAt(clock.now() + delayMs);
		const timer = setTimeout(syncNow, delayMs);
		return () => clearTimeout(timer);
	}, [polling, delayMs, asked, clock, syncNow]);

	useEffect(() => {
		const lose = () => setState((known) => ({ ...known, reachable: false }));
		window.addEventListener("offline", lose);
		window.addEventListener("online", syncNow);
		document.addEventListener("visibilitychange", syncNow);
		return () => {
			window.removeEventListener("offline", lose);
			window.removeEventListener("online", syncNow);
			document.removeEventListener("visibilitychange", syncNow);
		};
	}, [syncNow]);

	const alarms = useAlarms();
	const live = useMemo(() => {
		const status = liveStatus(state);
		return {
			status,
			syncedAt: state.syncedAt,
			nextAt,
			alarms,
			syncNow,
			watchChanges: (watcher: (changes: Change[]) => void) => {
				watchers.add(watcher);
				return () => watchers.delete(watcher);
			},
			reconnect: () => {
				reconnect();
				syncNow();
			},
		};
	}, [state, nextAt, alarms, syncNow, watchers]);
	return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
	const live = useContext(LiveContext);
	if (!live) throw new Error("useLive needs a LiveProvider above it");
	return live;
}
