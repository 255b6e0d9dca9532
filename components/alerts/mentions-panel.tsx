"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { dialogOnDemand } from "@/components/ui/dialog-on-demand";

const MentionsDialog = dialogOnDemand(async () => (await import("./mentions-dialog")).default);

const MentionsContext = createContext<(() => void) | null>(null);

/** Lets every part of the inbox open the list of notes that name its reader. */
export function MentionsProvider({ children }: { children: ReactNode }) {
	const [open, setOpen] = useState(false);
	const show = useMemo(() => () => setOpen(true), []);
	return (
		<MentionsContext value={show}>
			{children}
			<MentionsDialog open={open} onOpenChange={setOpen} />
		</MentionsContext>
	);
}

export function useShowMentions(): () => void {
	const show = useContext(MentionsContext);
	if (!show) throw new Error("useShowMentions needs a MentionsProvider above it");
	return show;
}
