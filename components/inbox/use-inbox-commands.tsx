"use client";

import { Bookmark } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import { useSWRConfig } from "swr";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { useRecords } from "@/components/conversation/records";
import type { Command } from "@/components/shell/commands/command";
import { usePaletteSource } from "@/components/shell/commands/palette-sources";
import { Avatar } from "@/components/ui/avatar";
import { browserStorage } from "@/components/ui/browser-storage";
import { recentIds } from "@/components/ui/recent-ids";
import { useTimeText } from "@/components/ui/time-text";
import type { SavedFilter } from "@/lib/conversations/filter-schema";
import { VIEWS } from "@/lib/conversations/names";
import type { ConversationItem } from "@/lib/conversations/schema";
import { toList } from "./filter-data";
import type { useInboxLocation } from "./inbox-location";
import { FILTERS_PATH, INBOX_HOME, NO_CONDITIONS, toInboxUrl } from "./inbox-url";
import { useCounts } from "./list-data";
import { usePreviewText } from "./row-preview";
import { VIEW_ICON } from "./view-look";

const RECENT_KEY = "kefu-recent-conversations";

/** What the inbox brings to the command palette: its conversations, views, channels and saved filters. */
export function useInboxCommands({ here, urlOf, goTo }: ReturnType<typeof useInboxLocation>): void {
	const t = useTranslations();
	const records = useRecords();
	const { cache } = useSWRConfig();
	const counts = useCounts();
	const text = useTimeText();
	const previewText = usePreviewText();
	const { openId } = here;
	useEffect(() => {
		if (openId) recentIds(browserStorage("sessionStorage"), RECENT_KEY).use(openId);
	}, [openId]);

	function toCommand(item: ConversationItem): Command {
		const { id, customer, channel, lastMessage } = item;
		const at = lastMessage && text.brief(new Date(lastMessage.at), new Date());
		return {
			id: `conversation-${id}`,
			group: "conversations",
			icon: <Avatar name={customer.name} seed={customer.id} size={22} shape="square" />,
			title: lastMessage
				? t("commands.said", { name: customer.name, text: previewText(lastMessage) })
				: customer.name,
			hint: at ? `${channel.name} · ${at}` : channel.name,
			words: customer.openid,
			href: urlOf({ openId: id, messageId: null }),
		};
	}

	function commands(): Command[] {
		const recent = recentIds(browserStorage("sessionStorage"), RECENT_KEY).read();
		const known = records.conversations().filter(({ id }) => id !== openId);
		const place = (id: string) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
		const lastAt = ({ lastMessage }: ConversationItem) => Date.parse(lastMessage?.at ?? "") || 0;
		const filters: { items: SavedFilter[] } | undefined = cache.get(FILTERS_PATH)?.data;
		const whole = { ...NO_CONDITIONS, q: "", kind: null };
		return [
			...known.toSorted((a, b) => place(a.id) - place(b.id) || lastAt(b) - lastAt(a)).map(toCommand),
			...VIEWS.map((view, index): Command => {
				const Icon = VIEW_ICON[view];
				return {
					id: `view-${view}`,
					group: "goTo",
					icon: <Icon size={16} strokeWidth={1.75} aria-hidden />,
					title: t("commands.view", { name: t(`views.name.${view}`) }),
					keys: [String(index + 1)],
					href: urlOf({ ...whole, view }),
				};
			}),
			...(counts?.channels ?? []).map(
				({ id, kind, name }): Command => ({
					id: `channel-${id}`,
					group: "goTo",
					icon: <ChannelGlyph kind={kind} size={16} />,
					title: name,
					hint: t("commands.channel"),
					href: urlOf({ ...whole, channel: id }),
				}),
			),
			...(filters?.items ?? []).map(
				({ id, name, filter }): Command => ({
					id: `filter-${id}`,
					group: "goTo",
					icon: <Bookmark size={16} strokeWidth={1.75} aria-hidden />,
					title: name,
					hint: t("filters.title"),
					href: toInboxUrl({ ...INBOX_HOME, ...toList(filter), openId }),
				}),
			),
		];
	}

	usePaletteSource("commands", commands);
	usePaletteSource(
		"conversation",
		useCallback(() => (openId ? records.conversation(openId) : undefined), [openId, records]),
	);
	usePaletteSource("goTo", goTo);
}
