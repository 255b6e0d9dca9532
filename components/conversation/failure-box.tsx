"use client";

import { CircleAlert, CircleQuestionMark, type LucideIcon, RotateCw } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { Message, SendFailure } from "@/lib/conversations/schema";
import { useMessageActions } from "./actions";

interface FailureFrameProps {
	tone: "danger" | "warn";
	icon: LucideIcon;
	title: string;
	text: string;
	actions: ReactNode;
}

/** What went wrong with a reply, and what can be done about it, under its bubble. */
export function FailureFrame({ tone, icon: Icon, title, text, actions }: FailureFrameProps) {
	return (
		<div
			role="alert"
			className={classNames(
				"mt-1.5 max-w-[392px] rounded-menu border px-2.5 py-2 text-left text-12 text-fg",
				tone === "danger" ? "border-danger-line bg-danger-tint" : "border-warn-line bg-warn-tint",
			)}
		>
			<p
				className={classNames(
					"flex items-start gap-1.5 font-semibold",
					tone === "danger" ? "text-danger-fg" : "text-warn-fg",
				)}
			>
				<Icon size={14} strokeWidth={2} aria-hidden className="mt-0.5" />
				{title}
			</p>
			<p>{text}</p>
			{actions && <div className="mt-2 flex flex-wrap gap-1.5">{actions}</div>}
		</div>
	);
}

/** A reply WeChat refused: its code, what that means, the next step, and another try where one makes sense. */
export function FailureBox({ conversationId, message, failure }: BoxProps) {
	const t = useTranslations("message");
	const words = useFailureWords(failure);
	const { retry } = useMessageActions(conversationId);
	const [busy, run] = useBusy();
	const canRetry = failure.retryable && !message.retried;
	return (
		<FailureFrame
			tone="danger"
			icon={CircleAlert}
			title={words.title}
			text={message.retried ? t("retried") : words.text}
			actions={
				canRetry && (
					<Button size="xs" busy={busy} onClick={() => run(retry(message.id))} className="max-sm:h-11">
						<RotateCw size={12} strokeWidth={2} aria-hidden />
						{t("retry")}
					</Button>
				)
			}
		/>
	);
}

/** A reply of which nobody knows whether it arrived: a person decides, the machine never sends it again by itself. */
export function UnknownBox({ conversationId, message, failure }: BoxProps) {
	const t = useTranslations("message");
	const words = useFailureWords(failure);
	const { retry, settle } = useMessageActions(conversationId);
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
						busy={busy}
						onClick={() => run(settle(message.id, "accepted"))}
						className="max-sm:h-11"
					>
						{t("didArrive")}
					</Button>
					<Button size="xs" busy={busy} onClick={() => run(retry(message.id))} className="max-sm:h-11">
						<RotateCw size={12} strokeWidth={2} aria-hidden />
						{t("resend")}
					</Button>
				</>
			}
		/>
	);
}

interface BoxProps {
	conversationId: string;
	message: Extract<Message, { retried: boolean }>;
	failure: SendFailure;
}

function useFailureWords({ errcode, explanation, nextStep }: SendFailure): { title: string; text: string } {
	const t = useTranslations("message");
	const language = useLocale() === "en" ? "en" : "zh";
	const code = errcode === null ? "" : t("failedCode", { code: errcode });
	return {
		title: explanation[language],
		text: [code, nextStep[language]].filter(Boolean).join(language === "en" ? " " : ""),
	};
}

/** True while a promise that was given to `run` is pending. */
function useBusy(): [boolean, (work: Promise<void>) => void] {
	const [busy, setBusy] = useState(false);
	return [
		busy,
		(work) => {
			setBusy(true);
			void work.finally(() => setBusy(false));
		},
	];
}
