"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { windowState } from "@/components/conversation/reply-window";
import { useNow } from "@/components/ui/clock";
import type { AgentRef, ConversationDetail } from "@/lib/conversations/schema";
import { composerState } from "./composer-state";
import { useDesk, useUnsent } from "./desk";
import { LockedComposer } from "./locked-composer";
import { ReplyForm } from "./reply-form";
import { ReplyHint } from "./reply-hint";

/** Below the log: a field to write in, or the reason why there is none. */
export function Composer({
	detail,
	me,
	onEscape,
}: {
	detail: ConversationDetail;
	me: AgentRef;
	onEscape: () => void;
}) {
	const t = useTranslations("composer");
	const { drafts } = useDesk();
	const unsent = useUnsent(detail.id).filter((item) => item.state !== "refused").length;
	const now = useNow();
	useEffect(() => drafts.adopt(detail.id, detail.draft), [drafts, detail.id, detail.draft]);

	// Before the time is known nothing has run out.
	const window = windowState(detail, unsent, now ?? 0);
	const state = composerState(detail, window, me);
	return (
		<section id="composer" aria-label={t("section")} className="flex-none bg-sunken">
			{state.kind === "ready" ? (
				<>
					<ReplyHint window={state.window} known={now !== null} />
					<ReplyForm conversationId={detail.id} remaining={state.window.remaining} onEscape={onEscape} />
				</>
			) : (
				<LockedComposer state={state} detail={detail} me={me} />
			)}
		</section>
	);
}
