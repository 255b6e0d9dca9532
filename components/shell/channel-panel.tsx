"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useAlarms } from "@/components/live/alarms";
import type { ChannelAlarm } from "@/lib/conversations/schema";

interface ChannelPanel {
	/** Administrators mend channels; agents only learn that those know. */
	canMend: boolean;
	open: boolean;
	setOpen: (open: boolean) => void;
}

const ChannelPanelContext = createContext<ChannelPanel | null>(null);

/** Lets every part of the console open the one panel that says what is wrong with the channels. */
export function ChannelPanelProvider({ canMend, children }: { canMend: boolean; children: ReactNode }) {
	const [open, setOpen] = useState(false);
	const panel = useMemo(() => ({ canMend, open, setOpen }), [canMend, open]);
	return <ChannelPanelContext value={panel}>{children}</ChannelPanelContext>;
}

export function useChannelPanel(): ChannelPanel {
	const panel = useContext(ChannelPanelContext);
	if (!panel) throw new Error("useChannelPanel needs a ChannelPanelProvider above it");
	return panel;
}

interface ChannelTrouble {
	/** What keeps replies of this channel from leaving; else whatever else is wrong with it. */
	alarm: ChannelAlarm | null;
	/** Opens the panel; null for those who cannot mend anything. */
	show: (() => void) | null;
}

/** What is wrong with one channel, if anything is, and the way to it. */
export function useChannelAlarm(channelId: string): ChannelTrouble {
	const { canMend, setOpen } = useChannelPanel();
	const own = useAlarms().filter((alarm) => alarm.channelId === channelId);
	const alarm = own.find(({ pausesSending }) => pausesSending) ?? (canMend ? own[0] : undefined);
	return { alarm: alarm ?? null, show: canMend ? () => setOpen(true) : null };
}
