"use client";

import { SWRConfig } from "swr";
import { Alerts } from "@/components/alerts/alerts";
import { MentionsProvider } from "@/components/alerts/mentions-panel";
import { DeskProvider } from "@/components/composer/desk";
import type { MessagePage } from "@/components/conversation/merge-messages";
import { RecordsProvider } from "@/components/conversation/records";
import { LiveProvider } from "@/components/live/live-provider";
import type { AgentRef, ConversationDetail, ConversationItem, Page } from "@/lib/conversations/schema";
import { useInboxLocation } from "./inbox-location";
import { InboxPanes } from "./inbox-panes";
import { type ListQuery, listPath } from "./inbox-url";

/** What the server drew the page from. */
export interface InboxSeed {
	/** Read before everything else: later changes come by sync. */
	cursor: string;
	query: ListQuery;
	list: Page<ConversationItem>;
	/** The conversation in the address, if any. */
	opened: { detail: ConversationDetail; messages: MessagePage } | null;
}

/** The inbox, from the first paint on alive. */
export function InboxScreen({ seed, me }: { seed: InboxSeed; me: AgentRef }) {
	const location = useInboxLocation();
	const { list, opened } = seed;
	const ids = list.items.map((item) => item.id);
	const fallback = { [listPath(seed.query)]: { ids, nextCursor: list.nextCursor } };
	return (
		<SWRConfig value={{ fallback }}>
			<RecordsProvider
				seed={{ conversations: list.items, detail: opened?.detail, messages: opened?.messages }}
			>
				<DeskProvider agentId={me.id}>
					<LiveProvider cursor={seed.cursor} openId={location.here.openId}>
						<MentionsProvider>
							<InboxPanes location={location} me={me} />
						</MentionsProvider>
						<Alerts meId={me.id} openId={location.here.openId} goTo={location.goTo} />
					</LiveProvider>
				</DeskProvider>
			</RecordsProvider>
		</SWRConfig>
	);
}
