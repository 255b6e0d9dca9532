"use client";

import { BellOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { SECOND_MS } from "@/lib/time";
import { sound } from "./sound";
import { heldLocks } from "./tab-locks";
import { SOUND_LEAD, useSoundState } from "./use-teller";

/** Whoever has not touched the page by then looks elsewhere, and would hear nothing. */
const UNTOUCHED_MS = 10 * SECOND_MS;

/**
 * While the browser keeps the page silent: one click is all it takes. Any other click does the same, so it stands only where
 * nobody has clicked for a while, or at once when a sound was missed.
 */
export function SoundPill({ missed }: { missed: boolean }) {
	const t = useTranslations("alerts");
	const locked = useSoundState() === "locked";
	const [untouched, setUntouched] = useState(false);

	useEffect(() => {
		if (!locked) return;
		const timer = setTimeout(async () => {
			// Another tab of this browser sounds for all.
			if (!(await heldLocks()).has(SOUND_LEAD)) setUntouched(true);
		}, UNTOUCHED_MS);
		return () => clearTimeout(timer);
	}, [locked]);

	if (!locked || !(missed || untouched)) return null;
	return (
		<button
			type="button"
			onClick={() => void sound.unlock()}
			className="fixed bottom-5 left-[72px] z-30 inline-flex h-9 animate-appear items-center gap-2 rounded-full border border-warn-line bg-warn-tint px-3.5 text-13 font-medium text-warn-fg shadow-pop hover:border-warn max-sm:bottom-20 max-sm:left-1/2 max-sm:h-11 max-sm:-translate-x-1/2"
		>
			<BellOff size={16} strokeWidth={1.75} aria-hidden />
			{missed ? t("soundMissed") : t("soundLocked")}
		</button>
	);
}
