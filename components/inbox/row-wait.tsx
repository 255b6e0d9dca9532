"use client";

import { AlarmClock, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { useTimeText } from "@/components/ui/time-text";
import type { ConversationItem } from "@/lib/conversations/schema";
import { waitState } from "./wait-state";

/** How long the customer waits; amber when the target is near, red past it; else when the last message was. */
export function RowWait({ item, now }: { item: ConversationItem; now: number | null }) {
	const t = useTranslations("row");
	const text = useTimeText();
	const look = "inline-flex flex-none items-center gap-[3px] text-11 whitespace-nowrap text-fg-3";
	if (now === null) return null;
	const state = waitState(item, now);
	if (state.kind === "over")
		return (
			<span
				className={classNames(
					look,
					"rounded-chip bg-danger-tint px-[5px] py-px font-semibold text-danger-fg",
				)}
			>
				<AlarmClock size={11} strokeWidth={2.2} aria-hidden />
				{t("overdue", { wait: text.wait(state.overMs) })}
			</span>
		);
	if (state.kind === "waiting")
		return (
			<span className={classNames(look, state.near && "font-semibold text-warn-fg")}>
				{state.near && <Clock size={11} strokeWidth={2.2} aria-hidden />}
				{text.wait(state.waitedMs)}
			</span>
		);
	if (!item.lastMessage) return null;
	return <span className={look}>{text.brief(new Date(item.lastMessage.at), new Date(now))}</span>;
}
