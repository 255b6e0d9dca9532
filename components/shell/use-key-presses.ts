"use client";

import { useEffect, useState } from "react";
import { createCompositionGuard } from "@/components/ui/composition";
import { SECOND_MS } from "@/lib/time";
import { hasModifier, matchShortcut, repeats, type ShortcutName } from "./shortcut-table";
import type { ShortcutHandlers } from "./shortcuts";

const CHORD_MS = SECOND_MS;
const CHORD_HINT_MS = 300;

/** Held down on the way to another key, they mean nothing yet. */
const MODIFIERS = ["Shift", "Control", "Alt", "Meta", "CapsLock", "Process"];
/** Where keys belong to what is on top. */
const LAYERS = "[role=dialog], [role=alertdialog], [role=menu]";

/**
 * Runs what keys mean, wherever the focus is, but never while an input method composes, and single keys never in a field.
 * People may switch single keys off, who speak to their computer (WCAG 2.1.4). Answers the first key of a chord once it has been waiting long enough for a hint.
 */
export function useKeyPresses(handlers: ShortcutHandlers, singleKeys: boolean): string | null {
	const [hinted, setHinted] = useState<string | null>(null);
	useEffect(() => {
		let first: string | null = null;
		let timers: ReturnType<typeof setTimeout>[] = [];
		const guard = createCompositionGuard();
		const reset = () => {
			first = null;
			setHinted(null);
			for (const timer of timers) clearTimeout(timer);
			timers = [];
		};
		const press = (event: KeyboardEvent) => {
			if (MODIFIERS.includes(event.key)) return;
			if (event.defaultPrevented || guard.owns(event)) return reset();
			const match = matchShortcut(event, first);
			reset();
			if (match.kind === "chord") {
				if (event.repeat || !mayRun(event, null, singleKeys)) return;
				first = match.first;
				timers = [setTimeout(() => setHinted(match.first), CHORD_HINT_MS), setTimeout(reset, CHORD_MS)];
				return;
			}
			if (match.kind === "none" || !mayRun(event, match.name, singleKeys)) return;
			if (event.repeat && !repeats(match.name)) return;
			const run = handlers.get(match.name);
			if (!run) return;
			event.preventDefault();
			run(match.index);
		};
		document.addEventListener("keydown", press);
		// For programs that drive the page, as assistive tools and tests do: a key before this moment is lost.
		document.documentElement.dataset.keys = "heard";
		document.addEventListener("compositionend", guard.onCompositionEnd, true);
		return () => {
			delete document.documentElement.dataset.keys;
			document.removeEventListener("keydown", press);
			document.removeEventListener("compositionend", guard.onCompositionEnd, true);
			reset();
		};
	}, [handlers, singleKeys]);
	return hinted;
}

/** Whether a key is ours where the focus is; `name` is null for the first key of a chord. */
function mayRun(event: KeyboardEvent, name: ShortcutName | null, singleKeys: boolean): boolean {
	// A dialog or menu is the top layer: its keys are its own, but for those that it leaves to us.
	const layer = [...document.querySelectorAll<HTMLElement>(LAYERS)].at(-1);
	if (layer) return name !== null && (layer.dataset.keys ?? "").split(" ").includes(name);
	if (name !== null && hasModifier(name)) return true;
	return !isInField(event) && singleKeys;
}

/** Whether a key writes where the focus is. */
export function isInField({ target }: KeyboardEvent): boolean {
	return (
		target instanceof HTMLElement &&
		target.closest("input, textarea, select, [contenteditable=true]") !== null
	);
}
