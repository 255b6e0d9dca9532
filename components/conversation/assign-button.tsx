"use client";

import { ChevronDown, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { keyHintOf } from "@/components/shell/shortcut-table";
import { useShortcut } from "@/components/shell/shortcuts";
import { AssignPopover } from "@/components/team/assign-popover";
import type { NoteOfHandOver } from "@/components/team/hand-over-note";
import { Avatar, AvatarFrame } from "@/components/ui/avatar";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import { MODE_ICON } from "./mode-look";

/** Closed, open, or open with the field for a note. */
export type Assigning = "closed" | "open" | "noted";

interface AssignButtonProps {
	conversation: Pick<ConversationItem, "assignee" | "status" | "mode" | "channel">;
	me: AgentRef;
	assigning: Assigning;
	onAssigning: (next: Assigning) => void;
	onAssign: (to: AgentRef | null, note?: NoteOfHandOver) => void;
}

/** Who has the conversation, as a button; behind it, whom it can be given to. */
export function AssignButton({ conversation, me, assigning, onAssigning, onAssign }: AssignButtonProps) {
	const t = useTranslations("header");
	const { assignee, status, mode, channel } = conversation;
	const open = status === "open" && mode === "agent";
	const name = useHandlerName(conversation);
	useShortcut("assign", () => onAssigning("open"));
	useShortcut("assignToMe", () => onAssign(me), assignee?.id !== me.id || status === "closed");

	return (
		<AssignPopover
			open={assigning !== "closed"}
			onOpenChange={(next) => onAssigning(next ? "open" : "closed")}
			channelId={channel.id}
			me={me}
			assignee={open ? assignee : null}
			withQueue={open && assignee !== null}
			note={assigning === "noted" ? "noted" : "offered"}
			onNote={() => onAssigning("noted")}
			keyHint={keyHintOf("assignToMe")}
			onAssign={onAssign}
			trigger={
				<button
					type="button"
					className="inline-flex h-8 min-w-0 items-center gap-1.5 rounded-control border border-line-2 bg-surface pr-2 pl-1.5 whitespace-nowrap hover:bg-hover max-sm:h-9 max-sm:border-transparent max-sm:bg-transparent max-sm:px-1"
				>
					<span className="sr-only">{t("assign", { name })}</span>
					<HandlerAvatar conversation={conversation} />
					<span aria-hidden className="truncate max-sm:text-12 max-sm:text-fg-2">
						{name}
					</span>
					<ChevronDown size={14} strokeWidth={2} aria-hidden />
				</button>
			}
		/>
	);
}

/** Who has it now; the bot and WeChat's tool count as somebody. */
function useHandlerName({ assignee, mode, status, channel }: AssignButtonProps["conversation"]): string {
	const t = useTranslations();
	if (assignee) return assignee.name;
	if (status === "open" && mode === "bot") return t("mode.chip.bot");
	if (status === "open" && mode === "transfer")
		return channel.kind === "kf" ? t("row.transferredKf") : t("row.transferred");
	return t("header.nobody");
}

function HandlerAvatar({ conversation }: { conversation: AssignButtonProps["conversation"] }) {
	const { assignee, mode, status } = conversation;
	if (assignee) return <Avatar name={assignee.name} seed={assignee.name} size={20} shape="round" />;
	if (status === "closed" || mode === "agent")
		return (
			<AvatarFrame size={20} shape="round" className="border border-dashed border-control text-fg-3">
				<UserRoundPlus size={11} strokeWidth={1.9} />
			</AvatarFrame>
		);
	const Icon = MODE_ICON[mode];
	const tint = mode === "bot" ? "bg-bot-tint text-bot-fg" : "bg-xfer-tint text-xfer-fg";
	return (
		<AvatarFrame size={20} shape="round" className={tint}>
			<Icon size={12} strokeWidth={2} />
		</AvatarFrame>
	);
}
