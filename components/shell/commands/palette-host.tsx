"use client";

import { useEffect } from "react";
import { onDemand } from "@/components/ui/on-demand";
import { useShortcut } from "../shortcuts";
import { usePalette } from "./palette-sources";

const Palette = onDemand(async () => (await import("./palette")).default);

/** Draws the palette when it is asked for. Its code comes once the page has come to rest, so that it is there by then. */
export function PaletteHost() {
	const { open, setOpen } = usePalette();
	useShortcut("palette", () => setOpen(!open));
	useEffect(() => whenIdle(Palette.preload), []);
	return open && <Palette onFailed={() => setOpen(false)} />;
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
