"use client";

import { useTranslations } from "next-intl";
import { INBOX_HOME, toInboxUrl } from "@/components/inbox/inbox-url";
import { hitKey } from "@/components/inbox/search/search-data";
import { Avatar } from "@/components/ui/avatar";
import { useNow } from "@/components/ui/clock";
import { startingAt } from "@/components/ui/marked-parts";
import { useTimeText } from "@/components/ui/time-text";
import type { SearchHit } from "@/lib/search/schema";
import { MINUTE_MS } from "@/lib/time";
import type { Command } from "./command";

/** There is one line for it. */
const CONTEXT_BEFORE = 10;

/** What the server found, as ways to go: a customer to their conversation, a message to its place in it. */
export function useHitCommands(): (hit: SearchHit) => Command {
	const t = useTranslations("commands");
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	return (hit) => {
		const { customer, channel, id } = hit.conversation;
		const found = hit.kind === "customer" ? hit.matches[0]?.snippet : hit.snippet;
		const inName = found?.text === customer.name;
		const snippet = found && startingAt(found, inName ? found.text.length : CONTEXT_BEFORE);
		const title = snippet && !inName ? t("said", { name: customer.name, text: snippet.text }) : customer.name;
		const before = title.length - (snippet?.text.length ?? 0);
		const at = new Date(hit.kind === "customer" ? hit.lastSeenAt : hit.at);
		return {
			id: `hit-${hitKey(hit)}`,
			group: "conversations",
			icon: <Avatar name={customer.name} seed={customer.id} size={22} shape="square" />,
			title,
			hint: [channel.name, now !== null && text.brief(at, new Date(now))].filter(Boolean).join(" · "),
			found: (snippet?.ranges ?? []).map(([from, to]) => [from + before, to + before]),
			sameAs: hit.kind === "customer" ? `conversation-${id}` : undefined,
			href: toInboxUrl({
				...INBOX_HOME,
				openId: id,
				messageId: hit.kind === "message" ? hit.messageId : null,
			}),
		};
	};
}
