"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { isComposingKey } from "@/components/ui/composition";
import { Kbd } from "@/components/ui/kbd";
import { SECOND_MS } from "@/lib/time";
import { matchShortcut, type ShortcutName, shortcutEntries } from "./shortcut-table";

const CHORD_MS = SECOND_MS;
const CHORD_HINT_MS = 300;
const SETTING = "kefu-single-keys";

type Handlers = Map<ShortcutName, (index: number) => void>;

const HandlersContext = createContext<Handlers | null>(null);

/** Listens to the keyboard for the whole console. What a key does is said by whoever calls `useShortcut`. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
	const [handlers] = useState<Handlers>(() => new Map());
	const chord = useChord(handlers);
	return (
		<HandlersContext value={handlers}>
			{children}
			{chord && <ChordHint first={chord} />}
		</HandlersContext>
	);
}

/** Gives a shortcut its meaning while the calling component is on screen. */
export function useShortcut(name: ShortcutName, run: (index: number) => void, enabled = true): void {
	const handlers = useContext(HandlersContext);
	const latest = useRef(run);
	latest.current = run;
	useEffect(() => {
		if (!handlers || !enabled) return;
		const handler = (index: number) => latest.current(index);
		handlers.set(name, handler);
		return () => {
			if (handlers.get(name) === handler) handlers.delete(name);
		};
	}, [handlers, name, enabled]);
}

/** Single keys can be switched off, for those who speak to their computer (WCAG 2.1.4). */
export const singleKeysOn = (): boolean => window.localStorage.getItem(SETTING) !== "off";
export const switchSingleKeys = (on: boolean): void =>
	window.localStorage.setItem(SETTING, on ? "on" : "off");

/** The first key of a chord that has been waiting long enough to show a hint. */
function useChord(handlers: Handlers): string | null {
	const [hinted, setHinted] = useState<string | null>(null);
	useEffect(() => {
		let first: string | null = null;
		let timers: ReturnType<typeof setTimeout>[] = [];
		const reset = () => {
			first = null;
			setHinted(null);
			for (const timer of timers) clearTimeout(timer);
			timers = [];
		};
		const press = (event: KeyboardEvent) => {
			if (!isForUs(event)) return;
			const match = matchShortcut(event, first);
			reset();
			if (match.kind === "none") return;
			if (match.kind === "chord") {
				first = match.first;
				timers = [setTimeout(() => setHinted(match.first), CHORD_HINT_MS), setTimeout(reset, CHORD_MS)];
				return;
			}
			const run = handlers.get(match.name);
			if (!run) return;
			event.preventDefault();
			run(match.index);
		};
		document.addEventListener("keydown", press);
		return () => {
			document.removeEventListener("keydown", press);
			reset();
		};
	}, [handlers]);
	return hinted;
}

function isForUs(event: KeyboardEvent): boolean {
	if (isComposingKey(event) || event.defaultPrevented || event.repeat) return false;
	if (event.ctrlKey || event.metaKey) return false;
	const target = event.target instanceof HTMLElement ? event.target : document.body;
	const inField = target.closest("input, textarea, select, [contenteditable=true]") !== null;
	if (!event.altKey && (inField || !singleKeysOn())) return false;
	// A dialog or menu is the top layer: its keys are its own.
	return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") === null;
}

function ChordHint({ first }: { first: string }) {
	const t = useTranslations("shortcuts");
	const options = shortcutEntries.filter(([, { codes }]) => codes?.[0] === first && codes.length === 2);
	return (
		<div
			role="status"
			className="fixed bottom-6 left-1/2 z-40 flex -translate-x-1/2 animate-appear gap-4 rounded-card border border-line-2 bg-raised px-4 py-2 text-12 shadow-pop"
		>
			{options.map(([name, { keys }]) => (
				<span key={name} className="flex items-center gap-1.5">
					<Kbd>{keys[1]}</Kbd>
					{t(`action.${name}`)}
				</span>
			))}
		</div>
	);
}
