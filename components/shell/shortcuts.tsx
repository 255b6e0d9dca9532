"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { usePreferences } from "@/components/account/preferences";
import { ChordHint } from "./chord-hint";
import type { ShortcutName } from "./shortcut-table";
import { useKeyPresses } from "./use-key-presses";

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
		const handler = (index: number) => latest.current(index);
		handlers.set(name, handler);
		return () => {
			if (handlers.get(name) === handler) handlers.delete(name);
		};
	}, [handlers, name, enabled]);
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
