"use client";

import { ChevronDown, Inbox, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import { useShortcut } from "@/components/shell/shortcuts";
import { Avatar, AvatarFrame } from "@/components/ui/avatar";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { AgentRef, ConversationItem, Page } from "@/lib/conversations/schema";
import { MODE_ICON } from "./mode-look";

interface AssignMenuProps {
	conversation: Pick<ConversationItem, "assignee" | "status" | "mode" | "channel">;
	me: AgentRef;
	onAssign: (to: AgentRef | null) => void;
}

/** Who has the conversation, as a button; its menu gives it to somebody else, to oneself or back to the queue. */
export function AssignMenu({ conversation, me, onAssign }: AssignMenuProps) {
	const t = useTranslations("header");
	const [open, setOpen] = useState(false);
	const colleagues = useColleagues(open);
	const { assignee } = conversation;
	const name = useHandlerName(conversation);
	useShortcut("assign", () => setOpen(true));
	useShortcut("assignToMe", () => onAssign(me), assignee?.id !== me.id || conversation.status === "closed");

	return (
		<Menu
			label={t("assignMenu")}
			open={open}
			onOpenChange={setOpen}
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
		>
			<MenuLabel>{t("assignMenu")}</MenuLabel>
			{assignee?.id !== me.id && (
				<MenuItem icon={<AssigneeAvatar assignee={me} />} keyHint="I" onSelect={() => onAssign(me)}>
					{t("assignToMe")}
				</MenuItem>
			)}
			{colleagues
				.filter((agent) => agent.id !== me.id)
				.map((agent) => (
					<MenuItem
						key={agent.id}
						icon={<AssigneeAvatar assignee={agent} />}
						checked={agent.id === assignee?.id}
						onSelect={() => agent.id !== assignee?.id && onAssign(agent)}
					>
						{agent.name}
					</MenuItem>
				))}
			{assignee && (
				<>
					<MenuSeparator />
					<MenuItem icon={<Inbox size={16} strokeWidth={1.75} aria-hidden />} onSelect={() => onAssign(null)}>
						{t("backToQueue")}
					</MenuItem>
				</>
			)}
		</Menu>
	);
}

/** Who has it now; the bot and WeChat's tool count as somebody. */
function useHandlerName({ assignee, mode, status, channel }: AssignMenuProps["conversation"]): string {
	const t = useTranslations();
	if (assignee) return assignee.name;
	if (status === "open" && mode === "bot") return t("mode.chip.bot");
	if (status === "open" && mode === "transfer")
		return channel.kind === "kf" ? t("row.transferredKf") : t("row.transferred");
	return t("header.nobody");
}

function HandlerAvatar({ conversation }: { conversation: AssignMenuProps["conversation"] }) {
	const { assignee, mode, status } = conversation;
	if (assignee || status === "closed" || mode === "agent") return <AssigneeAvatar assignee={assignee} />;
	const Icon = MODE_ICON[mode];
	const tint = mode === "bot" ? "bg-bot-tint text-bot-fg" : "bg-xfer-tint text-xfer-fg";
	return (
		<AvatarFrame size={20} shape="round" className={tint}>
			<Icon size={12} strokeWidth={2} />
		</AvatarFrame>
	);
}

function AssigneeAvatar({ assignee }: { assignee: AgentRef | null }) {
	if (assignee) return <Avatar name={assignee.name} seed={assignee.name} size={20} shape="round" />;
	return (
		<AvatarFrame size={20} shape="round" className="border border-dashed border-control text-fg-3">
			<UserRoundPlus size={11} strokeWidth={1.9} />
		</AvatarFrame>
	);
}

const NOBODY: AgentRef[] = [];

/** Asked for when the menu opens; the last answer is shown meanwhile. */
function useColleagues(asked: boolean): AgentRef[] {
	const { data } = useSWR<Page<AgentRef>, RequestError>(asked ? "/api/agents" : null, (path: string) =>
		request<Page<AgentRef>>(path),
	);
	return data?.items ?? NOBODY;
}
