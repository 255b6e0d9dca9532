"use client";

import { ArrowRight, CircleAlert, CircleQuestionMark, Clock, RotateCw } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useChannelAlarm } from "@/components/shell/channel-panel";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { toastDone } from "@/components/ui/toaster";
import type { ConversationItem, SendFailure } from "@/lib/conversations/schema";

import { useMessageActions } from "./actions";
import { FailureFrame } from "./failure-frame";
import type { SpokenMessage } from "./thread-lines";

interface BoxProps {
	conversation: Pick<ConversationItem, "id" | "channel">;
	message: SpokenMessage;
	failure: SendFailure;
}

/** WeChat counts 5 replies a message (45047) and 48 hours (45015): what waits for the customer may leave by itself. */
const USED_UP = 45047;
const TOO_LATE = 45015;

/** A reply WeChat refused: its code, what that means, the next step, and another try where one makes sense. */
export function FailureBox({ conversation, message, failure }: BoxProps) {
	const t = useTranslations("message");
	const words = useFailureWords(failure);
	const { retry, retryHeld, deleteFailed } = useMessageActions(conversation.id);
	const [busy, run] = useBusy();
	const waits = failure.errcode === USED_UP || failure.errcode === TOO_LATE;
	const actions = !message.retried && (
		<>
			{waits && (
				<Button
					size="xs"
					look="primary"
					busy={busy === "held"}
					onClick={() => run("held", retryHeld(message.id))}
					className="max-sm:h-11"
				>
					<Clock size={12} strokeWidth={2} aria-hidden />
					{t("retryHeld")}
				</Button>
			)}
			{(failure.retryable || failure.errcode === USED_UP) && (
				<RetryButton busy={busy === "retry"} onClick={() => run("retry", retry(message.id))}>
					{t("retry")}
				</RetryButton>
			)}
			<ChannelHint channelId={conversation.channel.id} errcode={failure.errcode} />
			{!waits && <CopyDetails text={`${words.title}\n${words.text}\nid ${message.id}`} />}
			{message.author.kind === "agent" && (
				<Button
					size="xs"
					look="ghost"
					busy={busy === "delete"}
					onClick={() => run("delete", deleteFailed(message.id))}
					className="max-sm:h-11"
				>
					{t("discard")}
				</Button>
			)}
		</>
	);
	return (
		<FailureFrame
			tone="danger"
			icon={CircleAlert}
			title={words.title}
			text={message.retried ? t("retried") : words.text}
			actions={actions}
		/>
	);
}

/** For whoever looks into it. */
function CopyDetails({ text }: { text: string }) {
	const t = useTranslations();
	const copy = () =>
		void copyText(text).then((done) => done && toastDone(t("common.copied"), { about: "copied" }));
	return (
		<Button size="xs" onClick={copy} className="max-sm:h-11">
			{t("message.copyFailure")}
		</Button>
	);
}

/** A reply of which nobody knows whether it arrived: a person decides, the machine never sends it again by itself. */
export function UnknownBox({ conversation, message, failure }: BoxProps) {
	const t = useTranslations("message");
	const words = useFailureWords(failure);
	const { retry, settle } = useMessageActions(conversation.id);
	const [busy, run] = useBusy();
	return (
		<FailureFrame
			tone="warn"
			icon={CircleQuestionMark}
			title={words.title}
			text={words.text}
			actions={
				<>
					<Button
						size="xs"
						busy={busy === "settle"}
						onClick={() => run("settle", settle(message.id, "accepted"))}
						className="max-sm:h-11"
					>
						{t("didArrive")}
					</Button>
					<RetryButton busy={busy === "retry"} onClick={() => run("retry", retry(message.id))}>
						{t("resend")}
					</RetryButton>
				</>
			}
		/>
	);
}

/** A reply that has not left because its channel is paused: it leaves by itself, there is nothing to press. */
export function WaitingBox({ conversation, failure }: BoxProps) {
	const words = useFailureWords(failure);
	return (
		<FailureFrame
			tone="warn"
			icon={Clock}
			role="status"
			title={words.title}
			text={words.text}
			actions={<ChannelHint channelId={conversation.channel.id} told />}
		/>
	);
}

interface ChannelHintProps {
	channelId: string;
	/** Only where this very code is what is wrong with the channel. */
	errcode?: number | null;
	/** The text says already that administrators know. */
	told?: boolean;
}

/** While the channel is in trouble: the way to it for administrators, and for agents that those know. */
function ChannelHint({ channelId, errcode, told = false }: ChannelHintProps) {
	const t = useTranslations("message");
	const { alarm, show } = useChannelAlarm(channelId);
	if (!alarm || (errcode !== undefined && errcode !== alarm.errcode)) return null;
	if (!show && told) return null;
	if (!show) return <span className="inline-flex h-6 items-center text-fg-2">{t("adminsTold")}</span>;
	return (
		<Button size="xs" onClick={show} className="max-sm:h-11">
			{t("showChannel")}
			<ArrowRight size={12} strokeWidth={2} aria-hidden />
		</Button>
	);
}

interface RetryButtonProps {
	busy: boolean;
	onClick: () => void;
	children: ReactNode;
}

function RetryButton({ busy, onClick, children }: RetryButtonProps) {
	return (
		<Button size="xs" busy={busy} onClick={onClick} className="max-sm:h-11">
			<RotateCw size={12} strokeWidth={2} aria-hidden />
			{children}
		</Button>
	);
}

function useFailureWords({ errcode, explanation, nextStep }: SendFailure): { title: string; text: string } {
	const t = useTranslations("message");
	const language = useLocale() === "en" ? "en" : "zh";
	const code = errcode === null ? "" : t("failedCode", { code: errcode });
	const [title = "", ...more] = explanation[language].split(language === "en" ? /(?<=\.) / : /(?<=。)/);
	return {
		title: title.replace(/[。.]$/, ""),
		text: [code, ...more, nextStep[language]]
			.filter(Boolean)
			.map((sentence) => ended(sentence, language))
			.join(language === "en" ? " " : ""),
	};
}

/** With a full stop, so that another sentence can follow. */
const ended = (sentence: string, language: "en" | "zh"): string => {
	if (/[。.!?？！：]$/.test(sentence)) return sentence;
	return `${sentence}${language === "en" ? "." : "。"}`;
};

/** The name of what is being done, while the promise given with it is pending. */
function useBusy(): [string | null, (name: string, work: Promise<unknown>) => void] {
	const [busy, setBusy] = useState<string | null>(null);
	return [
		busy,
		(name, work) => {
			if (busy) return;
			setBusy(name);
			void work.finally(() => setBusy(null));
		},
	];
}
