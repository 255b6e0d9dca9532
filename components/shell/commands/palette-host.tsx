"use client";

import { useEffect } from "react";
import { onDemand } from "@/components/ui/on-demand";
import { whenIdle } from "@/components/ui/when-idle";
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
