"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { ShownConversation } from "@/components/conversation/conversation-data";
import { windowState } from "@/components/conversation/reply-window";
import { useShortcut } from "@/components/shell/shortcuts";
import { CompanyLine } from "@/components/team/company-line";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import type { AgentRef } from "@/lib/conversations/schema";
import { AlarmBanner, useSendingAlarm } from "./alarm-banner";
import { composerState, mayHold } from "./composer-state";
import { useDesk, useNoteDraft } from "./desk";
import { HeldBanner } from "./held-banner";
import { LockedComposer } from "./locked-composer";
import { NoteForm } from "./note/note-form";
import { ReplyForm } from "./reply-form";
import { ReplyHint } from "./reply-hint";
import { useUncounted } from "./uncounted";
import { type WriteTab, WriteTabs } from "./write-tabs";

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
	const { drafts, pictures, cards } = useDesk();
	const uncounted = useUncounted(conversation);
	const now = useNow();
	const { id, draft } = conversation;

	// Before the time is known nothing has run out.
	const window = windowState(conversation, uncounted, now ?? 0);
	const state = composerState(conversation, window, me);
	const alarm = useSendingAlarm(conversation.channel.id);
	const ready = state.kind === "ready";
	const [{ tab, focusedAt }, setTab] = useState<{ tab: WriteTab; focusedAt: number }>({
		tab: "reply",
		focusedAt: 0,
	});
	/** Shows one of the two, with the cursor in its field. */
	const write = (next: WriteTab) => setTab({ tab: next, focusedAt: focusedAt + 1 });
	const field = useRef<HTMLTextAreaElement>(null);
	useEffect(() => {
		// Into the drawn page somebody may have typed before its code came.
		if (drafts.get(id) === undefined) drafts.set(id, field.current?.value ?? "");
	}, [drafts, id]);
	useEffect(() => {
		if (draft !== undefined) drafts.adopt(id, draft);
	}, [drafts, id, draft]);
	useEffect(() => {
		// Only a field that is there now: one that comes later must not take the focus from elsewhere.
		if (focusedAt > 0) field.current?.focus();
	}, [focusedAt]);
	const noteBegun = useNoteDraft(id) !== "";
	useShortcut("note", () => write("note"));
	useShortcut("reply", () => write("reply"));
	const [holding, setHolding] = useState(false);
	const [wasReady, setWasReady] = useState(ready);
	const [lost, setLost] = useState(false);
	if (lost && state.kind !== "colleague") setLost(false);
	if (ready !== wasReady) {
		// A window that closes takes nobody's words away: they may still be held. One that opens ends held mode.
		setWasReady(ready);
		setLost(state.kind === "colleague");
		const begun = Boolean(drafts.get(id)?.trim()) || pictures.of(id).length + cards.of(id).length > 0;
		setHolding(!ready && begun);
	}
	// It is the same field, so that text and cursor stay when the window opens or closes meanwhile.
	const held = holding && mayHold(state);
	const lostTo =
		lost && state.kind === "colleague" ? t("colleagueTook", { name: state.assignee.name }) : null;
	const replyBegun = Boolean(drafts.get(id)?.trim());
	const tabs = (
		<WriteTabs tab={tab} begun={tab === "reply" ? noteBegun : replyBegun} onTab={(next) => write(next)}>
			<CompanyLine conversationId={id} />
		</WriteTabs>
	);
	if (tab === "note")
		return (
			<section id="composer" aria-label={t("section")} className="flex-none bg-sunken">
				<NoteForm conversation={conversation} me={me} field={field} tabs={tabs} onEscape={onEscape} />
			</section>
		);
	return (
		<section id="composer" aria-label={t("section")} className="flex-none bg-sunken">
			<span role="status" className="sr-only">
				{lostTo}
			</span>
			{alarm && <AlarmBanner alarm={alarm} />}
			<CompanyLine conversationId={id} className={classNames("mx-3 pt-1", (ready || held) && "sm:hidden")} />
			{ready && <ReplyHint window={state.window} known={now !== null} />}
			{held && <HeldBanner count={conversation.held} onLeave={() => setHolding(false)} />}
			{ready || held ? (
				<ReplyForm
					conversation={conversation}
					me={me}
					window={ready ? state.window : null}
					paused={alarm !== null}
					field={field}
					tabs={tabs}
					onNote={() => write("note")}
					onEscape={onEscape}
				/>
			) : (
				<LockedComposer
					state={state}
					conversation={conversation}
					me={me}
					draft={drafts.get(id) ?? ""}
					lost={lost}
					onHold={() => {
						setHolding(true);
						write("reply");
					}}
					onNote={() => write("note")}
				/>
			)}
		</section>
	);
}
