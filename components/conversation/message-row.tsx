"use client";

import { ArrowRightLeft, Bot, Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar, AvatarFrame } from "@/components/ui/avatar";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import { strangerWords } from "@/components/ui/hidden-characters";
import { TimeText, useTimeText } from "@/components/ui/time-text";
import type { ConversationItem } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";
import { Bubble, type BubbleTone } from "./bubbles/bubble";
import { FailureBox, UnknownBox, WaitingBox } from "./failure-box";
import { HeldMessage } from "./held-message";
import { MessageStatus } from "./message-status";
import { MessageTools, useMessageTools } from "./message-tools";
import { NoteRow } from "./note-row";
import type { SpokenMessage } from "./thread-lines";

interface MessageRowProps {
	conversation: Pick<ConversationItem, "id" | "customer" | "channel">;
	message: SpokenMessage;
	/** First of a group: with its avatar. */
	first: boolean;
	/** Last of a group: with its time. */
	last: boolean;
	/** It was answered with a transfer to the official tool. */
	handedOver: boolean;
}

/** One message: who, what, and for our own how far it got. */
export function MessageRow({ conversation, message, first, last, handedOver }: MessageRowProps) {
	const t = useTranslations("message");
	const { customer } = conversation;
	const outgoing = message.direction !== "in";
	const speaker = outgoing
		? (message.author.name ?? t(message.author.kind === "bot" ? "bot" : "system"))
		: strangerWords(customer.name);
	const label = useMessageLabel(speaker, message);
	const tools = useMessageTools();
	const { content, status } = message;
	if (message.direction === "note")
		return <NoteRow conversationId={conversation.id} message={message} speaker={speaker} label={label} />;
	// Within a group what has simply arrived tells its time only to who points at it.
	const quiet = !last && (!outgoing || (status === "accepted" && message.author.kind === "agent"));
	return (
		<MessageFrame
			outgoing={outgoing}
			first={first}
			label={label}
			seq={message.seq}
			status={message.status}
			avatar={outgoing ? <OurAvatar message={message} /> : <CustomerAvatar customer={customer} />}
			handlers={tools.handlers}
			tools={
				<MessageTools
					conversationId={conversation.id}
					message={message}
					label={label}
					untimed={quiet}
					tools={tools}
				/>
			}
		>
			{status === "held" ? (
				<HeldMessage conversationId={conversation.id} message={message} />
			) : (
				<Bubble
					content={content}
					media={message.media}
					tone={toneOf(message)}
					failed={status === "failed"}
					pending={status === "queued" || status === "sending" || status === "cancelled"}
					channelName={outgoing ? conversation.channel.name : undefined}
				/>
			)}
			{content.type === "text" && content.aiGenerated && (
				<BelowBubble>
					<Sparkles size={11} strokeWidth={2} aria-hidden />
					{t("aiGenerated")}
				</BelowBubble>
			)}
			<Trouble conversation={conversation} message={message} />
			{outgoing && !quiet && <MessageStatus message={message} />}
			{!outgoing && (last || handedOver) && (
				<BelowBubble>
					{last && <TimeText at={message.at} as="clock" />}
					{handedOver && (
						<span className="inline-flex items-center gap-[3px] text-xfer-fg">
							<ArrowRightLeft size={11} strokeWidth={2} aria-hidden />
							{t("handedOver")}
						</span>
					)}
				</BelowBubble>
			)}
		</MessageFrame>
	);
}

function BelowBubble({ children }: { children: ReactNode }) {
	return <div className="mt-[3px] flex flex-wrap items-center gap-x-[5px] text-11 text-fg-3">{children}</div>;
}

/** Why a reply did not arrive, may not have, or has not left yet. */
function Trouble({ conversation, message }: Pick<MessageRowProps, "conversation" | "message">) {
	const { status, failure } = message;
	if (!failure) return null;
	const props = { conversation, message, failure };
	if (status === "failed") return <FailureBox {...props} />;
	if (status === "unknown") return <UnknownBox {...props} />;
	return status === "queued" ? <WaitingBox {...props} /> : null;
}

interface MessageFrameProps {
	outgoing: boolean;
	first: boolean;
	label: string;
	seq?: number;
	status: string;
	avatar: ReactNode;
	/** What wakes the tools, and the tools beside the message. */
	handlers?: ReturnType<typeof useMessageTools>["handlers"];
	tools?: ReactNode;
	children: ReactNode;
}

/** The place of a message: the customer's on the left, ours on the right, at most 70 % wide. */
export function MessageFrame({
	outgoing,
	first,
	label,
	seq,
	status,
	avatar,
	handlers,
	tools,
	children,
}: MessageFrameProps) {
	return (
		<article
			aria-label={label}
			tabIndex={-1}
			data-line
			data-seq={seq}
			data-status={status}
			{...handlers}
			className={classNames(
				"group flex items-start gap-2",
				outgoing && "flex-row-reverse",
				first ? "mt-[9px]" : "mt-[3px]",
			)}
		>
			<span className={classNames("flex-none", !first && "invisible")}>{avatar}</span>
			<div
				className={classNames(
					"relative flex max-w-[min(560px,70%)] min-w-0 flex-col max-sm:max-w-[272px]",
					outgoing ? "items-end" : "items-start",
				)}
			>
				{children}
				{tools}
			</div>
		</article>
	);
}

function CustomerAvatar({ customer }: { customer: ConversationItem["customer"] }) {
	return <Avatar name={customer.name} seed={customer.id} size={28} shape="square" />;
}

function OurAvatar({ message }: { message: SpokenMessage }) {
	const name = message.author.name;
	if (message.author.kind === "agent" && name)
		return <Avatar name={name} seed={name} size={28} shape="round" />;
	return (
		<AvatarFrame size={28} shape="round" className="bg-bot-tint text-bot-fg">
			<Bot size={16} strokeWidth={1.75} />
		</AvatarFrame>
	);
}

function toneOf({ direction, author }: SpokenMessage): BubbleTone {
	if (direction === "in") return "customer";
	return author.kind === "bot" ? "bot" : "agent";
}

/** "许知夏，今天 14:02" or, for our own, with how far it got. */
function useMessageLabel(speaker: string, message: SpokenMessage): string {
	const t = useTranslations("message");
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	const time = now === null ? "" : text.full(new Date(message.at), new Date(now));
	if (message.direction === "in") return t("bySentence", { speaker, time });
	if (message.direction === "note") return t("bySentenceStatus", { speaker, time, status: t("note") });
	return t("bySentenceStatus", { speaker, time, status: t(`status.${message.status}`) });
}
