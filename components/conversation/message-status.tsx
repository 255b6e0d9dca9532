"use client";

import {
	Ban,
	Check,
	CircleAlert,
	CircleQuestionMark,
	Clock,
	Hourglass,
	LoaderCircle,
	type LucideIcon,
	Zap,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import { TimeText } from "@/components/ui/time-text";
import type { MessageStatus as Status } from "@/lib/conversations/schema";
import { HOUR_MS, SECOND_MS } from "@/lib/time";

/** A reply that is queued no longer than this is simply on its way; later the queue is worth a word. */
const ON_ITS_WAY_MS = 3 * SECOND_MS;

const ICON = {
	received: Check,
	held: Hourglass,
	queued: Clock,
	sending: LoaderCircle,
	accepted: Check,
	failed: CircleAlert,
	unknown: CircleQuestionMark,
	cancelled: Ban,
} satisfies Record<Status, LucideIcon>;

interface MessageStatusProps {
	status: Status;
	at: string;
	ruleName: string | null;
	/** A reply of the bot that a person forestalled. */
	byBot: boolean;
	/** Something keeps it from leaving. */
	waiting: boolean;
}

/** The line under an outgoing message: which rule wrote it, when, and how far it got. */
export function MessageStatus({ status, at, ruleName, byBot, waiting }: MessageStatusProps) {
	const t = useTranslations("message");
	// Only a queued reply changes its words with time.
	const now = useNow(status === "queued" ? SECOND_MS : HOUR_MS);
	const fresh = status === "queued" && !waiting && (now === null || now - Date.parse(at) < ON_ITS_WAY_MS);
	const shown = fresh ? "sending" : status;
	const Icon = ICON[shown];
	return (
		<div className="mt-[3px] flex flex-wrap items-center justify-end gap-x-[5px] text-11 text-fg-3">
			{ruleName && (
				<span className="inline-flex items-center gap-[3px] text-bot-fg">
					<Zap size={11} strokeWidth={2} aria-hidden />
					{t("rule", { name: ruleName })}
				</span>
			)}
			{ruleName && <span aria-hidden>·</span>}
			<TimeText at={at} as="clock" />
			<span
				className={classNames(
					"inline-flex items-center gap-[3px]",
					(shown === "queued" || shown === "held") && "text-warn-fg",
					shown === "unknown" && "text-warn-fg",
					shown === "failed" && "text-danger-fg",
				)}
			>
				<Icon
					size={12}
					strokeWidth={2}
					aria-hidden
					className={classNames(shown === "sending" && "animate-spin motion-reduce:animate-none")}
				/>
				{shown === "cancelled" ? t(byBot ? "cancelledBot" : "withdrawn") : t(`status.${shown}`)}
			</span>
		</div>
	);
}
