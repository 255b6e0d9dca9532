"use client";

import { useOwnStanding } from "./own-standing";
import { PresenceDot } from "./presence-dot";

/** Whether one is there and how much one has, in one line; the switch is in the profile menu. */
export function PresenceLine() {
	const own = useOwnStanding();
	if (!own) return null;
	return (
		<span className="inline-flex min-w-0 items-center gap-1.5 text-12 font-normal text-fg-2">
			<PresenceDot presence={own.presence} />
			<span className="truncate">
				{own.word} <span aria-hidden>{own.load}</span>
			</span>
			<span className="sr-only">{own.loadSentence}</span>
		</span>
	);
}
