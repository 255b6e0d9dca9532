"use client";

import { useState } from "react";
import { DeskProvider } from "@/components/composer/desk";
import { RecordsProvider } from "@/components/conversation/records";
import { LiveProvider } from "@/components/live/live-provider";
import type { AgentRef } from "@/lib/conversations/schema";
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
}

const NOTHING = {};

/** The customer's phone beside what the console makes of it. */
export function SimulatorScreen({ channels, choice: first, me, cursor }: SimulatorScreenProps) {
	const [choice, setChoice] = useState(first);
	const [resetting, setResetting] = useState(false);
	const users = useUsers();
	const channel = channels.find(({ id }) => id === choice.channelId) ?? channels[0];
	const user =
		users.data?.find(({ openids }) => openids[channel.appId] === choice.openid) ?? users.data?.[0] ?? null;
	const openid = user?.openids[channel.appId] ?? null;
	const conversationId = useConversationId(channel.id, openid);

	function choose(next: Choice) {
		setChoice(next);
		const parameters = new URLSearchParams({ channel: next.channelId });
		if (next.openid) parameters.set("customer", next.openid);
		window.history.replaceState(null, "", `?${parameters}`);
	}

	return (
		<RecordsProvider seed={NOTHING}>
			<DeskProvider>
				<LiveProvider cursor={cursor} openId={conversationId}>
					<main className="flex h-full min-w-0 flex-col bg-surface">
						<SimulatorHeader onReset={setResetting} />
						<SimulatorPanes
							channels={channels}
							channel={channel}
							users={users.data ?? []}
							user={user}
							chat={openid === null || resetting ? null : { appId: channel.appId, openid }}
							conversationId={conversationId}
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
