"use client";

import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import type { Colleague } from "@/lib/conversations/team-schema";
import { TokenOption, TokenPopover } from "../token-popover";
import type { TokenList } from "../use-token-list";

/** Colleagues to name, those who are there told apart from those who are not. */
export function MentionPopover({ list }: { list: TokenList<Colleague> }) {
	const t = useTranslations();
	return (
		<TokenPopover listId={list.listId} label={t("composer.note.mention")} narrow>
			{list.items.map((agent, index) => (
				<TokenOption
					key={agent.id}
					id={list.optionId(index)}
					chosen={index === list.index}
					onPoint={() => list.choose(index)}
					onTake={(direct) => list.take(agent, direct)}
				>
					<Avatar name={agent.name} seed={agent.name} size={20} shape="round" />
					<span className="min-w-0 flex-1 truncate">{agent.name}</span>
					<span className="text-11 text-fg-3">{t(`team.presence.${agent.presence}`)}</span>
				</TokenOption>
			))}
		</TokenPopover>
	);
}
