"use client";

import { ArrowRightLeft, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import { useTimeText } from "@/components/ui/time-text";
import { HOUR_MS } from "@/lib/time";
import type { ShownConversation } from "./conversation-data";
import { Pips } from "./pips";
import { secondsLeft, type WindowState, windowState } from "./reply-window";

const b = (text: ReactNode) => <b className="text-fg">{text}</b>;

/** How many replies are left and until when, counting down; for a transferred conversation since when it is away. */
export function WindowMeter({ conversation, unsent }: { conversation: ShownConversation; unsent: number }) {
	const t = useTranslations("window");
	const text = useTimeText();
	const now = useNow();
	const look = "ml-auto flex min-w-0 items-center gap-2 text-12 whitespace-nowrap text-fg-2";
	if (now === null) return <div className={look} />;
	if (conversation.mode === "transfer")
		return (
			<div className={look}>
				<ArrowRightLeft size={13} strokeWidth={2} aria-hidden />
				{conversation.transferredAt &&
					t("transferred", { time: text.wait(now - Date.parse(conversation.transferredAt)) })}
			</div>
		);
	const state = windowState(conversation, unsent, now);
	return (
		<div className={classNames(look, isLow(state) && "text-warn-fg [&_b]:text-warn-fg")}>
			<MeterText state={state} />
			<SpokenWindow state={state} />
		</div>
	);
}

function MeterText({ state }: { state: WindowState }) {
	const t = useTranslations("window");
	const text = useTimeText();
	if (state.kind === "none") return t("none");
	if (state.kind === "hidden") return null;
	if (state.kind === "closed")
		return (
			<>
				<Lock size={13} strokeWidth={2} aria-hidden />
				{t("closed")}
			</>
		);
	const { remaining, limit, leftMs } = state;
	const seconds = secondsLeft(leftMs);
	return (
		<>
			<span className={classNames(!isLow(state) && "text-accent")}>
				<Pips remaining={remaining} limit={limit} size={8} />
			</span>
			{state.grant === "enter" ? (
				<span className="truncate">{t.rich("enter", { b, remaining, seconds })}</span>
			) : (
				<>
					<span>{t.rich("left", { b, remaining, limit })}</span>
					<span aria-hidden>·</span>
					<span className="truncate">{t("time", { left: text.left(leftMs) })}</span>
				</>
			)}
		</>
	);
}

const isLow = (state: WindowState): boolean =>
	state.kind === "closed" || (state.kind === "open" && (state.low || state.remaining === 0));

type Spoken = "one" | "none" | "hour" | "closed";

/** Says to a screen reader when a line is crossed: one reply left, none, an hour left, closed. Never the countdown. */
function SpokenWindow({ state }: { state: WindowState }) {
	const t = useTranslations("window.spoken");
	const crossed = spokenOf(state);
	const before = useRef(crossed);
	const [said, setSaid] = useState<Spoken | null>(null);
	useEffect(() => {
		if (before.current === crossed) return;
		before.current = crossed;
		setSaid(crossed);
	}, [crossed]);
	return (
		<span role="status" className="sr-only">
			{said && t(said)}
		</span>
	);
}

function spokenOf(state: WindowState): Spoken | null {
	if (state.kind === "closed") return "closed";
	if (state.kind !== "open") return null;
	if (state.remaining === 0) return "none";
	if (state.remaining === 1) return "one";
	return state.grant === "message" && state.leftMs < HOUR_MS ? "hour" : null;
}
