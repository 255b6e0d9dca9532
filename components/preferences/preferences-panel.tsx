"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { dialogOnDemand } from "@/components/ui/dialog-on-demand";
import type { Section } from "./sections";

const PreferencesDialog = dialogOnDemand(async () => (await import("./preferences-dialog")).default);

const PreferencesContext = createContext<((section?: Section) => void) | null>(null);

/** Lets every part of the console open the preferences, at the section it is about. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
	const [open, setOpen] = useState(false);
	const [section, setSection] = useState<Section>("alerts");
	const show = useMemo(
		() => (wanted?: Section) => {
			if (wanted) setSection(wanted);
			setOpen(true);
		},
		[],
	);
	useShortcut("preferences", () => show());
	return (
		<PreferencesContext value={show}>
			{children}
			<PreferencesDialog open={open} onOpenChange={setOpen} section={section} onSection={setSection} />
		</PreferencesContext>
	);
}

export function useShowPreferences(): (section?: Section) => void {
	const show = useContext(PreferencesContext);
	if (!show) throw new Error("useShowPreferences needs a PreferencesProvider above it");
	return show;
}
