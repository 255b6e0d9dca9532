"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import { useTimeText } from "@/components/ui/time-text";
import { MINUTE_MS } from "@/lib/time";

/** Where a day begins. */
export function DayLine({ at }: { at: string }) {
	const day = useDayText(at);
	return day && <Divider label={day} />;
}

/** The day of what is at the upper edge, while its own line is above that. */
export function PinnedDay({ at }: { at: string }) {
	const day = useDayText(at);
	if (!day) return null;
	return (
		<div
			aria-hidden
			className="pointer-events-none absolute inset-x-0 top-0 z-10 bg-sunken px-4"
			data-pinned-day
		>
			<Divider label={day} plain />
		</div>
	);
}

/** What is below came since the conversation was read last. */
export function UnreadLine() {
	const t = useTranslations("thread");
	return <Divider label={t("unread")} accent />;
}

interface DividerProps {
	label: string;
	accent?: boolean;
	/** Drawn again what stands elsewhere: no separator. */
	plain?: boolean;
}

function Divider({ label, accent = false, plain = false }: DividerProps): ReactNode {
	const line = classNames("h-px flex-1 border-0", accent ? "bg-accent-line" : "bg-line");
	return (
		<div
			className={classNames(
				"flex items-center gap-2.5 pt-2.5 pb-2 text-12/4",
				accent ? "font-medium text-accent-fg" : "text-fg-3",
			)}
		>
			{plain ? <span className={line} /> : <hr aria-label={label} className={line} />}
			<span aria-hidden>{label}</span>
			<span className={line} />
		</div>
	);
}

function useDayText(at: string): string | null {
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	return now === null ? null : text.day(new Date(at), new Date(now));
}
