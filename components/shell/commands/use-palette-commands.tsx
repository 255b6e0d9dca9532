"use client";

import { MessageSquareText, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQuickReplies } from "@/components/composer/quick-replies/quick-reply-data";
import { INBOX_HOME, toInboxUrl } from "@/components/inbox/inbox-url";
import { isSearchable } from "@/components/inbox/search/search-data";
import type { Command } from "./command";
import { useKeyCommands } from "./key-commands";
import { useLookCommands } from "./look-commands";
import { usePaletteSearch } from "./palette-search";
import { usePalette } from "./palette-sources";
import { useHitCommands } from "./use-hit-commands";

const ICON = { size: 16, strokeWidth: 1.75, "aria-hidden": true };

/** Everything there is to choose from while the palette is open. `settled` is what is typed, outside a composition. */
export function usePaletteCommands(settled: string) {
	const t = useTranslations("commands");
	const { sources } = usePalette();
	const conversation = sources.conversation?.();
	const keyCommands = useKeyCommands();
	const lookCommands = useLookCommands();
	const quickReplies = useQuickReplyCommands(conversation?.channel.id);
	const { hits, state } = usePaletteSearch(settled);
	const hitCommand = useHitCommands();

	const local = sources.commands?.() ?? [];
	const commands: Command[] = [...keyCommands(), ...local, ...hits.map(hitCommand)];
	if (isSearchable(settled))
		commands.push({
			id: "search-all",
			group: "conversations",
			icon: <Search {...ICON} />,
			title: t("searchAll", { q: settled.trim() }),
			found: [],
			href: toInboxUrl({ ...INBOX_HOME, q: settled.trim() }),
		});
	return { commands: [...commands, ...quickReplies, ...lookCommands()], conversation, search: state };
}

function useQuickReplyCommands(channelId: string | undefined): Command[] {
	const { sources } = usePalette();
	const insert = sources.quickReply;
	const wanted = channelId !== undefined && insert !== undefined;
	const { replies } = useQuickReplies(channelId ?? "", wanted);
	if (!wanted) return [];
	return (replies ?? []).map((reply) => ({
		id: `quick-reply-${reply.id}`,
		group: "quickReplies",
		icon: <MessageSquareText {...ICON} />,
		title: reply.title,
		hint: reply.card?.name ?? reply.text.replace(/\s+/g, " "),
		words: `${reply.shortcut} ${reply.group}`,
		run: () => insert(reply),
	}));
}
