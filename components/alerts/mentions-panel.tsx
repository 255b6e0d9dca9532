"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

const MentionsDialog = dynamic(() => import("./mentions-dialog"), { ssr: false });

const MentionsContext = createContext<(() => void) | null>(null);

/** Lets every part of the inbox open the list of notes that name its reader. */
export function MentionsProvider({ children }: { children: ReactNode }) {
	const [open, setOpen] = useState<boolean | null>(null);
	const show = useMemo(() => () => setOpen(true), []);
	return (
		<MentionsContext value={show}>
			{children}
			{open !== null && <MentionsDialog open={open} onOpenChange={setOpen} />}
		</MentionsContext>
	);
}

export function useShowMentions(): () => void {
	const show = useContext(MentionsContext);
	if (!show) throw new Error("useShowMentions needs a MentionsProvider above it");
	return show;
}
