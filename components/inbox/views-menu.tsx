"use client";

import { PanelLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { keyHintOf } from "@/components/shell/shortcut-table";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { VIEWS } from "@/lib/conversations/names";
import { ChannelTrouble } from "./channel-trouble";
import type { InboxLocation, ListQuery } from "./inbox-url";
import type { Counts } from "./list-data";
import { countOf, VIEW_ICON } from "./view-look";

interface ViewsMenuProps {
	here: InboxLocation;
	counts: Counts | undefined;
	trigger: ReactNode;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** Gives the views their column back; null where there is no room for it. */
	onUnfold: (() => void) | null;
	onShow: (change: Partial<ListQuery>) => void;
}

/** The views and channels folded into a menu, where there is no room for a column. */
export function ViewsMenu({ here, counts, trigger, open, onOpenChange, onUnfold, onShow }: ViewsMenuProps) {
	const t = useTranslations("views");
	return (
		<Menu label={t("label")} align="start" open={open} onOpenChange={onOpenChange} trigger={trigger}>
			{VIEWS.map((view) => {
				const Icon = VIEW_ICON[view];
				return (
					<MenuItem
						key={view}
						icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
						checked={view === here.view}
						count={countOf(view, counts?.counts)}
						onSelect={() => onShow({ view })}
					>
						{t(`name.${view}`)}
					</MenuItem>
				);
			})}
			<MenuLabel>{t("channels")}</MenuLabel>
			<MenuItem checked={here.channel === null} onSelect={() => onShow({ channel: null })}>
				{t("allChannels")}
			</MenuItem>
			{counts?.channels.map((channel) => (
				<MenuItem
					key={channel.id}
					icon={<ChannelGlyph kind={channel.kind} size={16} />}
					checked={here.channel === channel.id}
					count={channel.count}
					onSelect={() => onShow({ channel: channel.id })}
				>
					{channel.name} <ChannelTrouble channelId={channel.id} />
				</MenuItem>
			))}
			{onUnfold && (
				<>
					<MenuSeparator />
					<MenuItem
						icon={<PanelLeft size={16} strokeWidth={1.75} aria-hidden />}
						keyHint={keyHintOf("viewsPane")}
						onSelect={onUnfold}
					>
						{t("unfold")}
					</MenuItem>
				</>
			)}
		</Menu>
	);
}
