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
import type { SpokenMessage } from "./thread-lines";

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

/** The line under an outgoing message: which rule wrote it, when, and how far it got. */
export function MessageStatus({ message }: { message: SpokenMessage }) {
	const t = useTranslations("message");
	const { status, at, author, failure } = message;
	const waiting = failure !== null;
	// Only a queued reply changes its words with time.
	const now = useNow(status === "queued" ? SECOND_MS : HOUR_MS);
	const fresh = status === "queued" && !waiting && (now === null || now - Date.parse(at) < ON_ITS_WAY_MS);
	const shown = fresh ? "sending" : status;
	const Icon = ICON[shown];
	return (
		<div className="mt-[3px] flex flex-wrap items-center justify-end gap-x-[5px] text-11 text-fg-3">
			{author.ruleName && <RuleLabel name={author.ruleName} content={message.content} />}
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
				{shown === "cancelled" ? t(howCancelled(message)) : t(`status.${shown}`)}
			</span>
		</div>
	);
}

/** Which rule said it, and why: by the word that was found, as the welcome, or because nothing else fitted. */
function RuleLabel({ name, content }: { name: string; content: SpokenMessage["content"] }) {
	const t = useTranslations("message");
	const cause = content.type === "text" ? content.cause : undefined;
	const rule = t("rule", { name });
	return (
		<>
			<span
				title={cause && cause.trigger !== "keyword" ? rule : undefined}
				className="inline-flex items-center gap-[3px] text-bot-fg"
			>
				<Zap size={11} strokeWidth={2} aria-hidden />
				{!cause || cause.trigger === "keyword" ? rule : t(`causes.${cause.trigger}`)}
			</span>
			{cause?.word && <span>{t("matched", { word: cause.word })}</span>}
			<span aria-hidden>·</span>
		</>
	);
}

/** By a colleague who took over from the bot, by deleting what had failed, or by taking back what was held. */
function howCancelled({ author, failure }: SpokenMessage): "cancelledBot" | "deleted" | "withdrawn" {
	if (author.kind === "bot") return "cancelledBot";
	return failure ? "deleted" : "withdrawn";
}
