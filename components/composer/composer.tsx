"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { ShownConversation } from "@/components/conversation/conversation-data";
import { windowState } from "@/components/conversation/reply-window";
import { useNow } from "@/components/ui/clock";
import type { AgentRef } from "@/lib/conversations/schema";
import { composerState } from "./composer-state";
import { useDesk, useUnsent } from "./desk";
import { LockedComposer } from "./locked-composer";
import { ReplyForm } from "./reply-form";
import { ReplyHint } from "./reply-hint";

/** Below the log: a field to write in, or the reason why there is none. */
export function Composer({
	conversation,
	me,
	onEscape,
}: {
	conversation: ShownConversation;
	me: AgentRef;
	onEscape: () => void;
}) {
	const t = useTranslations("composer");
	const { drafts } = useDesk();
	const unsent = useUnsent(conversation.id).filter((item) => item.state !== "refused").length;
	const now = useNow();
	const { id, draft } = conversation;
	useEffect(() => {
		if (draft !== undefined) drafts.adopt(id, draft);
	}, [drafts, id, draft]);

	// Before the time is known nothing has run out.
	const window = windowState(conversation, unsent, now ?? 0);
	const state = composerState(conversation, window, me);
	return (
		<section id="composer" aria-label={t("section")} className="flex-none bg-sunken">
			{state.kind === "ready" ? (
				<>
					<ReplyHint window={state.window} known={now !== null} />
					<ReplyForm
						conversationId={conversation.id}
						remaining={state.window.remaining}
						onEscape={onEscape}
					/>
				</>
			) : (
				<LockedComposer state={state} conversation={conversation} me={me} />
			)}
		</section>
	);
}
