"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Popover } from "@/components/ui/popover";
import { useOwnStanding } from "./own-standing";
import { PresenceCard } from "./presence-card";
import { PresenceDot } from "./presence-dot";

/** The presence card behind one line, where there is no pane to stand in. */
export function PresenceButton() {
	const t = useTranslations("team");
	const [open, setOpen] = useState(false);
	const own = useOwnStanding();
	if (!own) return null;
	return (
		<Popover
			open={open}
			onOpenChange={setOpen}
			label={t("card")}
			side="bottom"
			className="w-60 p-3"
			trigger={
				<button
					type="button"
					className="inline-flex h-11 min-w-0 items-center gap-1.5 rounded-control px-1.5 text-12 text-fg-2"
				>
					<PresenceDot presence={own.presence} />
					<span className="truncate">
						{own.word} <span aria-hidden>{own.load}</span>
					</span>
					<span className="sr-only">{own.loadSentence}</span>
				</button>
			}
		>
			<PresenceCard explained />
		</Popover>
	);
}
