"use client";

import { BookOpenText, MessagesSquare, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { useMediaQuery } from "@/components/ui/media-query";
import type { AgentRef } from "@/lib/conversations/schema";
import { AgentSide } from "./agent-side";
import { PhoneSide } from "./phone-side";
import { RecordSide } from "./record-side";
import type { Chat } from "./simulator-data";
import type { SimulatedChannel } from "./simulator-screen";
import type { SimulatedUser } from "./simulator-wire";

export interface SimulatorPanesProps {
	channels: SimulatedChannel[];
	channel: SimulatedChannel;
	users: SimulatedUser[];
	user: SimulatedUser | null;
	chat: Chat | null;
	conversationId: string | null;
	/** It is not known yet who there is. */
	loading: boolean;
	/** Why the simulator could not be asked at all. */
	failure: unknown;
	me: AgentRef;
	onChannel: (channel: SimulatedChannel) => void;
	onCustomer: (openid: string) => void;
}

const TABS = [
	{ name: "phone", icon: Smartphone },
	{ name: "thread", icon: MessagesSquare },
	{ name: "record", icon: BookOpenText },
] as const;
type Tab = (typeof TABS)[number]["name"];

/** Phone, thread and record side by side; the phone and one of the others; or one at a time. */
export function SimulatorPanes(props: SimulatorPanesProps) {
	const t = useTranslations("simulator");
	const { chat, channel, conversationId, me } = props;
	const [tab, setTab] = useState<Tab>("phone");
	const field = useRef<HTMLTextAreaElement>(null);
	const three = useMediaQuery("(min-width: 1360px)", true);
	const two = useMediaQuery("(min-width: 900px)", true);
	// What is not on screen must not mark a conversation as read.
	const threadShown = three || (two ? tab !== "record" : tab === "thread");

	return (
		<div className="grid min-h-0 flex-1 grid-rows-[auto_minmax(0,1fr)] md:grid-cols-[372px_minmax(0,1fr)] xl:grid-cols-[412px_minmax(0,1fr)_400px] xl:grid-rows-[minmax(0,1fr)]">
			<fieldset
				aria-label={t("tabs.label")}
				className="flex gap-1 border-b border-line px-4 py-1.5 max-sm:px-2 md:col-start-2 xl:hidden"
			>
				{TABS.map(({ name, icon: Icon }) => {
					// Beside the phone there is always one of the others.
					const on = tab === name || (two && tab === "phone" && name === "thread");
					return (
						<button
							key={name}
							type="button"
							aria-pressed={on}
							onClick={() => setTab(name)}
							className={classNames(
								"inline-flex h-8 items-center justify-center gap-1.5 rounded-control px-3 text-fg-2 hover:bg-hover max-sm:h-11 max-sm:flex-1",
								on && "bg-selected font-medium text-accent-fg hover:bg-selected",
								name === "phone" && "md:hidden",
							)}
						>
							<Icon size={14} strokeWidth={1.75} aria-hidden />
							{t(`tabs.${name}`)}
						</button>
					);
				})}
			</fieldset>
			<div
				className={classNames(
					"min-h-0 min-w-0 border-line md:col-start-1 md:row-span-2 md:row-start-1 md:grid md:border-r xl:row-span-1",
					tab === "phone" ? "grid" : "hidden",
				)}
			>
				<PhoneSide {...props} field={field} />
			</div>
			<section
				id="thread"
				tabIndex={-1}
				aria-label={t("tabs.thread")}
				className={classNames(
					"min-h-0 min-w-0 flex-col bg-sunken outline-none xl:flex",
					tab === "thread" && "flex",
					tab === "phone" && "hidden md:flex",
					tab === "record" && "hidden",
				)}
			>
				{threadShown && (
					<AgentSide
						conversationId={conversationId}
						me={me}
						onBack={() => {
							setTab("phone");
							field.current?.focus();
						}}
					/>
				)}
			</section>
			<div
				className={classNames(
					"min-h-0 min-w-0 border-line xl:grid xl:border-l",
					tab === "record" ? "grid" : "hidden",
				)}
			>
				<RecordSide appId={channel.appId} chat={chat} />
			</div>
		</div>
	);
}
