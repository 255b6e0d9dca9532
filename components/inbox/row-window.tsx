"use client";

import { ArrowRightLeft, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { Pips } from "@/components/conversation/pips";
import { windowState } from "@/components/conversation/reply-window";
import { classNames } from "@/components/ui/class-names";
import { shortDuration } from "@/components/ui/time-text";
import type { ConversationItem } from "@/lib/conversations/schema";

/** What may still be sent and until when, in a row: "●●●○○ 3 条 · 47h". */
export function RowWindow({ item, now }: { item: ConversationItem; now: number | null }) {
	const t = useTranslations("row");
	const look = "inline-flex flex-none items-center gap-1 text-11 whitespace-nowrap text-fg-2";
	if (item.mode === "transfer")
		return (
			<span className={look}>
				<ArrowRightLeft size={11} strokeWidth={2} aria-hidden />
				{item.channel.kind === "kf" ? t("transferredKf") : t("transferred")}
			</span>
		);
	if (now === null || item.status === "closed") return null;
	const state = windowState(item, 0, now);
	if (state.kind === "closed")
		return (
			<span className={classNames(look, "text-fg-3")}>
				<Lock size={11} strokeWidth={2} aria-hidden />
				{t("windowClosed")}
			</span>
		);
	if (state.kind !== "open") return null;
	const left = shortDuration(state.leftMs);
	const tone = state.remaining === 0 ? "text-fg-3" : state.low && "text-warn-fg";
	return (
		<span className={classNames(look, tone)} title={t("windowTitle", { remaining: state.remaining, left })}>
			<span className={classNames(!tone && "text-accent")}>
				<Pips remaining={state.remaining} limit={state.limit} size={5} />
			</span>
			<span>{t.rich("windowLeft", { remaining: state.remaining, left, b: (text) => <b>{text}</b> })}</span>
		</span>
	);
}
