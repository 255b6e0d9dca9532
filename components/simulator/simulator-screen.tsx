"use client";

import { useState } from "react";
import { DeskProvider } from "@/components/composer/desk";
import type { MessagePage } from "@/components/conversation/merge-messages";
import { RecordsProvider } from "@/components/conversation/records";
import { LiveProvider } from "@/components/live/live-provider";
import type { AgentRef, ConversationDetail } from "@/lib/conversations/schema";
import { LostBanner } from "./phone-states";
import { useUsers } from "./simulator-data";
import { SimulatorHeader } from "./simulator-header";
import { SimulatorPanes } from "./simulator-panes";
import { useConversationId } from "./use-conversation-id";

export interface SimulatedChannel {
	id: string;
	name: string;
	appId: string;
}

/** Which customer of which channel the phone belongs to; `openid` null before anybody was chosen. */
interface Choice {
	channelId: string;
	openid: string | null;
}

interface SimulatorScreenProps {
	/** At least one. */
	channels: [SimulatedChannel, ...SimulatedChannel[]];
	choice: Choice;
	me: AgentRef;
	/** Read before everything else: later changes come by sync. */
	cursor: string;
	/** The console's conversation with that customer, if any. */
	opened: { detail: ConversationDetail; messages: MessagePage } | null;
}

/** The customer's phone beside what the console makes of it. */
export function SimulatorScreen({ channels, choice: first, me, cursor, opened }: SimulatorScreenProps) {
	const [choice, setChoice] = useState(first);
	const [resetting, setResetting] = useState(false);
	const users = useUsers();
	const channel = channels.find(({ id }) => id === choice.channelId) ?? channels[0];
	const user =
		users.data?.find(({ openids }) => openids[channel.appId] === choice.openid) ?? users.data?.[0] ?? null;
	const openid = user?.openids[channel.appId] ?? null;
	const chat = openid === null || resetting ? null : { appId: channel.appId, openid };
	// The console can be asked before the simulator has said who there is.
	const conversationId = useConversationId(channel.id, users.data ? openid : choice.openid, opened?.detail);

	function choose(next: Choice) {
		setChoice(next);
		const parameters = new URLSearchParams({ channel: next.channelId });
		if (next.openid) parameters.set("customer", next.openid);
		window.history.replaceState(null, "", `?${parameters}`);
	}

	return (
		<RecordsProvider seed={{ detail: opened?.detail, messages: opened?.messages }}>
			<DeskProvider agentId={me.id}>
				<LiveProvider cursor={cursor} openId={conversationId}>
					<main className="flex h-full min-w-0 flex-col bg-surface">
						<SimulatorHeader onReset={setResetting} />
						<LostBanner chat={chat} />
						<SimulatorPanes
							channels={channels}
							channel={channel}
							users={users.data ?? []}
							user={user}
							chat={chat}
							conversationId={conversationId}
							loading={resetting || (!users.data && !users.error)}
							failure={users.data ? undefined : users.error}
							me={me}
							// The same person goes on in another Mini Program, where they have another openid.
							onChannel={(next) => choose({ channelId: next.id, openid: user?.openids[next.appId] ?? null })}
							onCustomer={(next) => choose({ channelId: channel.id, openid: next })}
						/>
					</main>
				</LiveProvider>
			</DeskProvider>
		</RecordsProvider>
	);
}
