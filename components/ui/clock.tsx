"use client";

import {
	createContext,
	type ReactNode,
	useCallback,
	useContext,
	useEffect,
	useState,
	useSyncExternalStore,
} from "react";
import { SECOND_MS } from "@/lib/time";

/** `Date` headers are whole seconds and travel a while: smaller differences mean nothing. */
const TOLERANCE_MS = 1.5 * SECOND_MS;

export interface Clock {
	/** The server's time now, in ms, as well as this browser knows it. */
	now: () => number;
	/** Takes note of what time the server says it is. */
	observe: (serverMs: number) => void;
	/** Calls back about once a second, at the turn of the second. */
	subscribe: (onTick: () => void) => () => void;
}

/** One clock for all times on screen: it ticks only while somebody looks, and follows the server, not the machine. */
export function createClock(serverMs: number): Clock {
	let offsetMs = serverMs - Date.now();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const listeners = new Set<() => void>();
	const now = () => Date.now() + offsetMs;
	const tick = () => {
		for (const listener of listeners) listener();
		timer = setTimeout(tick, SECOND_MS - (now() % SECOND_MS));
	};
	return {
		now,
		observe: (observedMs) => {
			if (Math.abs(observedMs - now()) > TOLERANCE_MS) offsetMs = observedMs - Date.now();
		},
		subscribe: (onTick) => {
			listeners.add(onTick);
			if (listeners.size === 1) timer = setTimeout(tick, SECOND_MS - (now() % SECOND_MS));
			return () => {
				listeners.delete(onTick);
				if (listeners.size === 0) clearTimeout(timer);
			};
		},
	};
}

const ClockContext = createContext<Clock | null>(null);

/** Gives the screens below one clock, set to the server's time at which the page was drawn. */
export function ClockProvider({ serverTime, children }: { serverTime: string; children: ReactNode }) {
	const [clock] = useState(() => createClock(Date.parse(serverTime)));
	useEffect(() => clock.observe(Date.parse(serverTime)), [clock, serverTime]);
	return <ClockContext value={clock}>{children}</ClockContext>;
}

/** The clock itself, for those who ask only now and then. */
export function useClock(): Clock {
	const clock = useContext(ClockContext);
	if (!clock) throw new Error("useClock needs a ClockProvider above it");
	return clock;
}

/**
 * The server's time, cut to whole steps, so that a component draws itself again only once a step.
 * Null on the server and in the very first drawing: times are drawn in the reader's own time zone.
 */
export function useNow(stepMs: number = SECOND_MS): number | null {
	const clock = useClock();
	const read = useCallback(() => Math.floor(clock.now() / stepMs) * stepMs, [clock, stepMs]);
	return useSyncExternalStore<number | null>(clock.subscribe, read, () => null);
}
