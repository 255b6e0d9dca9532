"use client";

import { SECOND_MS } from "@/lib/time";
import { type Chime, NOTES } from "./chime";

/**
 * `locked`: the browser lets nothing sound before somebody has clicked or typed on the page. `none`: it cannot make sounds.
 */
export type SoundState = "unknown" | "locked" | "ready" | "none";

const GESTURES = ["pointerdown", "keydown", "touchend"] as const;

/** The longest chime is over by then. */
const REST_MS = 3 * SECOND_MS;

let rest: ReturnType<typeof setTimeout> | undefined;
let context: AudioContext | null = null;
let state: SoundState = "unknown";
const listeners = new Set<() => void>();

/** One for the page: browsers allow few audio contexts. */
export const sound = {
	state: (): SoundState => state,
	subscribe(onChange: () => void): () => void {
		listeners.add(onChange);
		return () => listeners.delete(onChange);
	},

	/** Tries whether the page may sound; if not yet, the next click or key anywhere unlocks it. */
	prepare(): void {
		if (state !== "unknown") return;
		if (typeof AudioContext === "undefined") {
			become("none");
			return;
		}
		context = new AudioContext();
		context.addEventListener("statechange", settle);
		for (const gesture of GESTURES)
			window.addEventListener(gesture, unlock, { capture: true, passive: true });
		settle();
	},

	/** After a gesture. Resolves true when the page may sound. */
	async unlock(): Promise<boolean> {
		sound.prepare();
		await context?.resume().catch(() => undefined);
		settle();
		return state === "ready";
	},

	/** Plays now; silent while locked. */
	async play(chime: Chime): Promise<void> {
		if (!context || state !== "ready") return;
		clearTimeout(rest);
		await context.resume().catch(() => undefined);
		restSoon(context);
		const start = context.currentTime;
		for (const { pitch, atSeconds, seconds, loudness } of NOTES[chime]) {
			const voice = context.createOscillator();
			const volume = context.createGain();
			voice.type = "sine";
			voice.frequency.value = pitch;
			const from = start + atSeconds;
			volume.gain.setValueAtTime(0, from);
			volume.gain.linearRampToValueAtTime(loudness, from + 0.012);
			volume.gain.exponentialRampToValueAtTime(0.0001, from + seconds);
			voice.connect(volume).connect(context.destination);
			voice.start(from);
			voice.stop(from + seconds);
		}
	},
};

const unlock = (): void => void sound.unlock();

function settle(): void {
	if (!context) return;
	if (context.state === "running") {
		for (const gesture of GESTURES) window.removeEventListener(gesture, unlock, { capture: true });
		become("ready");
		restSoon(context);
	} else if (state !== "ready") become("locked");
}

/** A context that runs keeps the loudspeakers of the machine awake. */
function restSoon(running: AudioContext): void {
	clearTimeout(rest);
	rest = setTimeout(() => void running.suspend().catch(() => undefined), REST_MS);
}

function become(next: SoundState): void {
	if (next === state) return;
	state = next;
	for (const listener of listeners) listener();
}
