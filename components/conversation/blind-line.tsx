"use client";

import { ArrowRightLeft, EyeOff, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import { daysBetween, useTimeText } from "@/components/ui/time-text";
import { MINUTE_MS } from "@/lib/time";

/** The time in which the official tool may have had the customer: between these two nothing that was said is here. */
export function BlindLine({ fromAt, untilAt }: { fromAt: string; untilAt: string | null }) {
	const t = useTranslations("event");
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	if (now === null) return null;
	const from = text.clock(new Date(fromAt));
	return (
		<TransferNote icon={EyeOff} framed>
			{untilAt === null ? t("blindSince", { from }) : t("blind", { from, until: untilText() })}
		</TransferNote>
	);

	function untilText(): string {
		const until = new Date(untilAt ?? fromAt);
		return daysBetween(new Date(fromAt), until) === 0
			? text.clock(until)
			: text.full(until, new Date(now ?? 0));
	}
}

/** Pushes are back, and are still answered with a transfer. */
export function ResumedLine({ at }: { at: string }) {
	const t = useTranslations("event");
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	if (now === null) return null;
	return (
		<TransferNote icon={ArrowRightLeft}>
			{t("resumed")} · {text.clock(new Date(at))}
		</TransferNote>
	);
}

interface TransferNoteProps {
	icon: LucideIcon;
	/** Between dashes: a stretch of time, not an instant. */
	framed?: boolean;
	children: ReactNode;
}

function TransferNote({ icon: Icon, framed = false, children }: TransferNoteProps) {
	return (
		<div
			role="note"
			className={classNames(
				"my-1.5 flex items-center gap-2.5 text-12 text-xfer-fg",
				framed ? "my-2.5" : "justify-center",
			)}
		>
			{framed && <Dashes />}
			<span className="flex max-w-[80%] min-w-0 items-start justify-center gap-1.5 text-center">
				<Icon size={13} strokeWidth={2} aria-hidden className="mt-[2.5px]" />
				<span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
			</span>
			{framed && <Dashes />}
		</div>
	);
}

function Dashes() {
	return <span aria-hidden className="h-0 min-w-3 flex-1 border-t border-dashed border-xfer-line" />;
}
