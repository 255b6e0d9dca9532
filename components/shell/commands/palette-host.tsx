"use client";

import { type ComponentType, useEffect, useState } from "react";
import { useShortcut } from "../shortcuts";
import { usePalette } from "./palette-sources";

/** Draws the palette when it is asked for. Its code comes once the page has come to rest, so that it is there by then. */
export function PaletteHost() {
	const { open, setOpen } = usePalette();
	const [loaded, setLoaded] = useState<{ Palette: ComponentType } | null>(null);
	useShortcut("palette", () => setOpen(!open));
	useEffect(() => {
		if (loaded) return;
		let gone = false;
		const load = () =>
			void import("./palette").then(
				(module) => {
					if (!gone) setLoaded({ Palette: module.default });
				},
				// Without a network it does not come; it is asked for again the next time it is wanted.
				() => {},
			);
		const stop = open ? void load() : whenIdle(load);
		return () => {
			gone = true;
			stop?.();
		};
	}, [open, loaded]);
	return open && loaded ? <loaded.Palette /> : null;
}

/** Runs it when the browser has nothing better to do; returns how to let it be. */
function whenIdle(run: () => void): () => void {
	// Safari does not tell when it is idle.
	if (!window.requestIdleCallback) {
		const timer = setTimeout(run, 2000);
		return () => clearTimeout(timer);
	}
	const id = window.requestIdleCallback(run, { timeout: 5000 });
	return () => window.cancelIdleCallback(id);
}
