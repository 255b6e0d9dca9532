"use client";

import { MenuSeparator, MenuSwitch } from "@/components/ui/menu";
import { useOwnStanding } from "./own-standing";

/** The switch of the presence card inside the profile menu, with what it means. */
export function PresenceMenuItem() {
	const own = useOwnStanding();
	if (!own) return null;
	return (
		<>
			<MenuSeparator />
			<MenuSwitch checked={own.presence === "online"} onChange={own.turn}>
				{own.word}
				<span aria-hidden className="ml-2 text-12 text-fg-3">
					{own.load}
				</span>
				<span className="sr-only">{own.loadSentence}</span>
			</MenuSwitch>
			<p className="max-w-60 px-3 pb-1 text-11/4 text-fg-3">{own.hintText}</p>
		</>
	);
}
