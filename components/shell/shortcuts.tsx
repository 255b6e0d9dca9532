"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { usePreferences } from "@/components/account/preferences";
import { ChordHint } from "./chord-hint";
import { type Shortcut, type ShortcutName, shortcutEntries } from "./shortcut-table";
import { isInField, useKeyPresses } from "./use-key-presses";

export type ShortcutHandlers = Map<ShortcutName, (index: number) => void>;

const HandlersContext = createContext<ShortcutHandlers | null>(null);

/** Listens to the keyboard for the whole console. What a key does is said by whoever calls `useShortcut`. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
	const [handlers] = useState<ShortcutHandlers>(() => new Map());
	const { singleKeys } = usePreferences();
	const chord = useKeyPresses(handlers, singleKeys);
	return (
		<HandlersContext value={handlers}>
			{children}
			{chord && <ChordHint first={chord} handlers={handlers} />}
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
		return give(handlers, name, (index) => latest.current(index));
	}, [handlers, name, enabled]);
}

/** Returns how to take it away again, unless somebody else has given the shortcut another meaning. */
function give(handlers: ShortcutHandlers, name: ShortcutName, handler: (index: number) => void): () => void {
	handlers.set(name, handler);
	return () => {
		if (handlers.get(name) === handler) handlers.delete(name);
	};
}

/**
 * For what is on its way to the screen: the first shortcut of its group that is pressed meanwhile is done once it is there.
 * What is typed behind it belongs where it leads to and must do nothing else. Call it after those of the same component.
 */
export function useKeptShortcut(
	group: Shortcut["group"],
	{ about, coming }: { about: string | null; coming: boolean },
): void {
	const handlers = useContext(HandlersContext);
	const kept = useRef<{ name: ShortcutName; about: string | null } | null>(null);
	useEffect(() => {
		const pressed = kept.current?.about === about ? kept.current : null;
		kept.current = null;
		if (pressed && !coming) handlers?.get(pressed.name)?.(0);
		if (!handlers || !coming) return;
		const names = shortcutEntries.filter(([, shortcut]) => shortcut.group === group).map(([name]) => name);
		const takeBack = names.map((name) => give(handlers, name, () => (kept.current ??= { name, about })));
		const swallow = (event: KeyboardEvent) => {
			if (!kept.current || isInField(event)) return;
			if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab") return;
			event.preventDefault();
			event.stopPropagation();
		};
		document.addEventListener("keydown", swallow, true);
		return () => {
			document.removeEventListener("keydown", swallow, true);
			for (const undo of takeBack) undo();
		};
	}, [handlers, group, about, coming]);
}

/** For those who offer the same by another way than its key: whether a shortcut has a meaning now, and doing it. */
export function useShortcutRunner() {
	const handlers = useContext(HandlersContext);
	return useMemo(
		() => ({
			can: (name: ShortcutName): boolean => handlers?.has(name) ?? false,
			run: (name: ShortcutName, index = 0): void => handlers?.get(name)?.(index),
		}),
		[handlers],
	);
}
