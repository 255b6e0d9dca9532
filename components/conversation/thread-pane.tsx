"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Composer } from "@/components/composer/composer";
import { LiveBar } from "@/components/live/live-bar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { AgentRef } from "@/lib/conversations/schema";
import { useConversation, useThread } from "./conversation-data";
import { SpokenMessages } from "./spoken-messages";
import { ThreadHeader } from "./thread-header";
import { ThreadLog } from "./thread-log";
import { LogSkeleton, ThreadHeadSkeleton } from "./thread-skeleton";
import type { JumpTarget } from "./use-log-jump";
import { useReadMark } from "./use-read-mark";

interface ThreadPaneProps {
	id: string;
	me: AgentRef;
	customerShown: boolean;
	onToggleCustomer: () => void;
	onBack: () => void;
	/** The message somebody goes to. */
	target?: JumpTarget | null;
	onTargetLeft?: () => void;
}

/** One conversation: head, messages, composer. Draw it anew for another conversation (`key`). */
export function ThreadPane({
	id,
	me,
	customerShown,
	onToggleCustomer,
	onBack,
	target = null,
	onTargetLeft,
}: ThreadPaneProps) {
	const t = useTranslations("thread");
	const { detail, shown, error, retry } = useConversation(id);
	const messages = useThread(id, target?.messageId ?? null);
	const { thread } = messages;
	const failed = !(thread && shown) && (error || messages.error);
	useReadMark(detail, thread, me);

	if (error && (error.status === 404 || error.status === 400))
		return (
			<EmptyState
				title={t("notFoundTitle")}
				text={t("notFoundText")}
				actions={<Button onClick={onBack}>{t("toList")}</Button>}
			/>
		);
	return (
		<>
			{shown ? (
				<ThreadHeader
					conversation={shown}
					me={me}
					customerShown={customerShown}
					onToggleCustomer={onToggleCustomer}
					onBack={onBack}
				/>
			) : (
				<ThreadHeadSkeleton />
			)}
			<LiveBar />
			{thread && shown && (
				<>
					<ThreadLog
						conversation={shown}
						thread={thread}
						ways={messages}
						me={me}
						target={target}
						onTargetLeft={onTargetLeft}
					/>
					<SpokenMessages conversation={shown} thread={thread} />
				</>
			)}
			{failed && (
				<LogFailed
					onRetry={() => {
						retry();
						messages.retry();
					}}
				/>
			)}
			{!failed && !(thread && shown) && <LogSkeleton label={t("loading")} />}
			{shown && <Composer conversation={shown} me={me} onEscape={onBack} />}
		</>
	);
}

function LogFailed({ onRetry }: { onRetry: () => void }) {
	const t = useTranslations();
	return (
		<div role="log" aria-label={t("thread.log")} className="flex min-h-0 flex-1">
			<div role="alert" className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-fg-2">
				<CircleAlert size={24} strokeWidth={1.6} aria-hidden className="text-danger-fg" />
				{t("thread.failed")}
				<Button onClick={onRetry}>{t("common.retry")}</Button>
			</div>
		</div>
	);
}
