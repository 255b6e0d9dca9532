"use client";

import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useConversationActions } from "@/components/conversation/actions";
import { useShortcut } from "@/components/shell/shortcuts";
import { useViewers } from "@/components/team/team-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Kbd } from "@/components/ui/kbd";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import { LockedCard } from "./locked-card";

interface ColleagueCardProps {
	conversation: Pick<ConversationItem, "id" | "mode" | "customer">;
	me: AgentRef;
	/** Who has it. */
	assignee: AgentRef;
	/** Words of this agent that are kept. */
	draft: string;
	/** They had it until a moment ago. */
	lost: boolean;
	noteButton: ReactNode;
}

/** A colleague answers: it can be taken from them, and is asked before when they are at it. */
export function ColleagueCard({ conversation, me, assignee, draft, lost, noteButton }: ColleagueCardProps) {
	const t = useTranslations("composer");
	const tCommon = useTranslations("common");
	const actions = useConversationActions({ ...conversation, assignee }, me);
	const there = useViewers(conversation.id).find(({ id }) => id === assignee.id);
	const [asking, setAsking] = useState(false);
	const { name } = assignee;
	const take = () => (there ? setAsking(true) : void actions.take());
	useShortcut("takeOver", take);

	function titleOf(): string {
		if (there?.typing === "reply") return t("colleagueWrites", { name });
		return t(lost ? "colleagueTook" : "colleagueTitle", { name });
	}

	return (
		<>
			<LockedCard
				tone="accent"
				icon={Users}
				title={titleOf()}
				text={t(draft.trim() === "" ? "colleagueText" : "colleagueTextKept", { name })}
				actions={
					<>
						<Button size="sm" onClick={take} className="max-sm:h-11">
							{t("take")}
							<span className="max-sm:hidden" aria-hidden>
								<Kbd>T</Kbd>
							</span>
						</Button>
						{noteButton}
					</>
				}
			/>
			<ConfirmDialog
				open={asking}
				onOpenChange={setAsking}
				title={t(there?.typing === "reply" ? "takeTitleWriting" : "takeTitle", { name })}
				cancelLabel={tCommon("cancel")}
				confirmLabel={t("take")}
				onConfirm={() => {
					setAsking(false);
					void actions.take();
				}}
			>
				{t("takeText", { name })}
			</ConfirmDialog>
		</>
	);
}
