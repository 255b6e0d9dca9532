"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ShownConversation } from "@/components/conversation/conversation-data";
import { windowState } from "@/components/conversation/reply-window";
import { useNow } from "@/components/ui/clock";
import type { AgentRef } from "@/lib/conversations/schema";
import { AlarmBanner, useSendingAlarm } from "./alarm-banner";
import { composerState, mayHold } from "./composer-state";
import { useDesk, useUnsent } from "./desk";
import { HeldBanner } from "./held-banner";
import { LockedComposer } from "./locked-composer";
import { countReplies } from "./outbox";
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
	const { drafts, pictures } = useDesk();
	const unsent = countReplies(useUnsent(conversation.id));
	const now = useNow();
	const { id, draft } = conversation;
	useEffect(() => {
		if (draft !== undefined) drafts.adopt(id, draft);
	}, [drafts, id, draft]);

	// Before the time is known nothing has run out.
	const window = windowState(conversation, unsent, now ?? 0);
	const state = composerState(conversation, window, me);
	const alarm = useSendingAlarm(conversation.channel.id);
	const ready = state.kind === "ready";
	const [holding, setHolding] = useState<"no" | "asked" | "kept">("no");
	const [wasReady, setWasReady] = useState(ready);
	if (ready !== wasReady) {
		// A window that closes takes nobody's words away: they may still be held. One that opens ends held mode.
		setWasReady(ready);
		const begun = Boolean(drafts.get(id)?.trim()) || pictures.of(id).length > 0;
		setHolding(!ready && begun ? "kept" : "no");
	}
	// It is the same field, so that text and cursor stay when the window opens or closes meanwhile.
	const held = holding !== "no" && mayHold(state);
	return (
		<section id="composer" aria-label={t("section")} className="flex-none bg-sunken">
			{alarm && <AlarmBanner alarm={alarm} />}
			{ready && <ReplyHint window={state.window} known={now !== null} />}
			{held && <HeldBanner count={conversation.held} onLeave={() => setHolding("no")} />}
			{ready || held ? (
				<ReplyForm
					conversation={conversation}
					me={me}
					window={ready ? state.window : null}
					paused={alarm !== null}
					focused={held && holding === "asked"}
					onEscape={onEscape}
				/>
			) : (
				<LockedComposer
					state={state}
					conversation={conversation}
					me={me}
					onHold={() => setHolding("asked")}
				/>
			)}
		</section>
	);
}
