"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { QuickReplyItem } from "@/lib/conversations/quick-reply-schema";
import type { ConversationItem } from "@/lib/conversations/schema";
import type { Command } from "./command";

/** What the page on screen brings to the command palette. Each is there while the part that brings it is. */
export interface PaletteSources {
	/** What can be done and gone to. */
	commands: () => Command[];
	/** The conversation that is open. */
	conversation: () => ConversationItem | undefined;
	/** Puts a quick reply into the field. */
	quickReply: (reply: QuickReplyItem) => void;
	/** Goes to an address of the page without loading it. */
	goTo: (href: string) => void;
}

interface Palette {
	open: boolean;
	setOpen: (open: boolean) => void;
	/** Asked for when the palette is drawn. */
	sources: Partial<PaletteSources>;
}

const PaletteContext = createContext<Palette | null>(null);

/** The one palette of the console, and what it is filled from. */
export function PaletteProvider({ children }: { children: ReactNode }) {
	const [open, setOpen] = useState(false);
	const sources = useRef<Partial<PaletteSources>>({}).current;
	const palette = useMemo(() => ({ open, setOpen, sources }), [open, sources]);
	return <PaletteContext value={palette}>{children}</PaletteContext>;
}

/** Whether the palette is open, the way to open it, and what it is filled from. */
export function usePalette(): Palette {
	const palette = useContext(PaletteContext);
	if (!palette) throw new Error("usePalette needs a PaletteProvider above it");
	return palette;
}

/** Brings something to the palette while the calling component is on screen. Outside the console nobody asks for it. */
export function usePaletteSource<Name extends keyof PaletteSources>(
	name: Name,
	source: PaletteSources[Name],
): void {
	const sources = useContext(PaletteContext)?.sources;
	useEffect(() => {
		if (!sources) return;
		sources[name] = source;
		return () => {
			if (sources[name] === source) delete sources[name];
		};
	}, [sources, name, source]);
}
