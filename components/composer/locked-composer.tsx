"use client";

import {
	ArrowRightLeft,
	Bot,
	Check,
	CircleCheck,
	Clock,
	Hourglass,
	Inbox,
	Lock,
	MessageCircleDashed,
	RotateCcw,
	Undo2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useConversationActions } from "@/components/conversation/actions";
import type { ShownConversation } from "@/components/conversation/conversation-data";
import { useShortcut } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { Kbd } from "@/components/ui/kbd";
import { useTimeText } from "@/components/ui/time-text";
import type { AgentRef } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";
import { ColleagueCard } from "./colleague-card";
import type { ComposerState } from "./composer-state";
import { LockedCard } from "./locked-card";

interface LockedComposerProps {
	state: Exclude<ComposerState, { kind: "ready" }>;
	conversation: ShownConversation;
	me: AgentRef;
	/** What is written and not sent. */
	draft: string;
	/** It was theirs until a moment ago. */
	lost: boolean;
	/** Opens the field for a reply that leaves when the customer writes. */
	onHold: () => void;
	/** Opens the field for a note. */
	onNote: () => void;
}

/** Every reason why no reply can be sent, each with its way on. */
export function LockedComposer({
	state,
	conversation,
	me,
	draft,
	lost,
	onHold,
	onNote,
}: LockedComposerProps) {
	const t = useTranslations("composer");
	const actions = useConversationActions(conversation, me);
	const lastWrote = useLastWrote(conversation);
	useShortcut("takeOver", () => void actions.takeOver(), state.kind === "bot");

	const endButton = (
		<Button size="sm" onClick={() => void actions.end()} className="max-sm:h-11">
			<Check size={14} strokeWidth={2} aria-hidden />
			{t("end")}
		</Button>
	);
	const noteButton = (
		<Button size="sm" onClick={onNote} className="max-sm:h-11">
			<Lock size={14} strokeWidth={2} aria-hidden />
			{t("note.write")}
			<span className="max-sm:hidden" aria-hidden>
				<Kbd>N</Kbd>
			</span>
		</Button>
	);
	const waitActions = (
		<>
			<Button look="primary" size="sm" onClick={onHold} className="max-sm:h-11">
				<Clock size={14} strokeWidth={2} aria-hidden />
				{t("writeHeld")}
			</Button>
			{noteButton}
			{state.kind !== "used_up" && endButton}
			{conversation.held > 0 && (
				<span className="self-center text-12 text-warn-fg">
					{t("heldCount", { count: conversation.held })}
				</span>
			)}
		</>
	);
	switch (state.kind) {
		case "closed":
			return (
				<LockedCard
					tone="neutral"
					icon={CircleCheck}
					title={t("closedTitle")}
					text={t("closedText")}
					actions={
						<>
							<ReopenButton onClick={() => void actions.reopen()} />
							{noteButton}
						</>
					}
				/>
			);
		case "bot":
			return (
				<LockedCard
					tone="bot"
					icon={Bot}
					title={t("botTitle")}
					text={t("botText")}
					actions={
						<>
							<Button
								look="primary"
								size="sm"
								onClick={() => void actions.takeOver()}
								className="max-sm:h-11"
							>
								{t("takeOver")}
								<span className="max-sm:hidden" aria-hidden>
									<Kbd onAccent>T</Kbd>
								</span>
							</Button>
							{noteButton}
						</>
					}
				/>
			);
		case "transferred": {
			const toKf = conversation.channel.kind === "kf";
			return (
				<LockedCard
					tone="xfer"
					icon={ArrowRightLeft}
					title={t(toKf ? "transferTitleKf" : "transferTitle")}
					text={t(toKf ? "transferTextKf" : "transferText")}
					actions={
						<>
							{toKf ? (
								endButton
							) : (
								<Button size="sm" onClick={() => void actions.stopTransfer()} className="max-sm:h-11">
									<Undo2 size={14} strokeWidth={2} aria-hidden />
									{t("stopTransfer")}
								</Button>
							)}
							{noteButton}
						</>
					}
				/>
			);
		}
		case "unassigned":
			return (
				<LockedCard
					tone="warn"
					icon={Inbox}
					title={t("unassignedTitle")}
					text={t("unassignedText")}
					actions={
						<>
							<Button look="primary" size="sm" onClick={() => void actions.claim()} className="max-sm:h-11">
								{t("claim")}
							</Button>
							{noteButton}
						</>
					}
				/>
			);
		case "colleague":
			return (
				<ColleagueCard
					conversation={conversation}
					me={me}
					assignee={state.assignee}
					draft={draft}
					lost={lost}
					noteButton={noteButton}
				/>
			);
		case "used_up":
			return (
				<LockedCard
					tone="warn"
					icon={Hourglass}
					title={t("usedUpTitle", { limit: state.limit })}
					text={t("usedUpText")}
					actions={waitActions}
				/>
			);
		case "window_closed":
			return (
				<LockedCard
					tone="warn"
					icon={Lock}
					title={t("windowClosedTitle")}
					text={lastWrote ? t("windowClosedText", { date: lastWrote }) : t("windowClosedTextPlain")}
					actions={waitActions}
				/>
			);
		case "enter_closed":
			return (
				<LockedCard
					tone="warn"
					icon={Lock}
					title={t("enterClosedTitle")}
					text={t("enterClosedText")}
					actions={waitActions}
				/>
			);
		case "no_window":
			return (
				<LockedCard
					tone="warn"
					icon={MessageCircleDashed}
					title={t("noWindowTitle")}
					text={t("noWindowText")}
					actions={waitActions}
				/>
			);
	}
}

function ReopenButton({ onClick }: { onClick: () => void }) {
	const t = useTranslations("header");
	return (
		<Button size="sm" onClick={onClick} className="max-sm:h-11">
			<RotateCcw size={14} strokeWidth={2} aria-hidden />
			{t("reopen")}
		</Button>
	);
}

/** "11 月 18 日 09:12", or nothing where the time zone is not known yet. */
function useLastWrote({ lastCustomerMessageAt }: ShownConversation): string | null {
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	if (now === null || !lastCustomerMessageAt) return null;
	return text.inWords(new Date(lastCustomerMessageAt), new Date(now));
}
