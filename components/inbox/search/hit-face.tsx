"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { Avatar } from "@/components/ui/avatar";
import { classNames } from "@/components/ui/class-names";
import { toUnitRanges } from "@/components/ui/marked-parts";
import { MarkedText } from "@/components/ui/marked-text";
import { StrangerText } from "@/components/ui/stranger-text";
import { TimeText } from "@/components/ui/time-text";
import type { ConversationRef, CustomerHit, CustomerNoteHit, MessageHit, Snippet } from "@/lib/search/schema";

/** Heights of hits, the same on every one of a kind, so that a long list needs no measuring. */
export const CUSTOMER_HIT_PX = { desk: 64, phone: 68 };
export const MESSAGE_HIT_PX = { desk: 84, phone: 88 };

/** Who was found, and where the words stand: name, openid, an attribute. */
export function CustomerFace({ hit }: { hit: CustomerHit }) {
	const t = useTranslations("search");
	const { customer } = hit.conversation;
	const inName = hit.matches.find(({ snippet }) => snippet.text === customer.name);
	const other = hit.matches.find((match) => match !== inName);
	return (
		<Frame
			conversation={hit.conversation}
			at={hit.lastSeenAt}
			className="h-16 max-sm:h-17"
			name={inName ? <Marked snippet={inName.snippet} /> : undefined}
		>
			<span className="block truncate text-12/5 text-fg-2">
				{other ? (
					<>
						<span className="text-fg-3">
							{other.field === "attribute" ? other.attribute : t(`field.${other.field}`)}
						</span>{" "}
						<span className={classNames(other.field === "openid" && "font-mono")}>
							<Marked snippet={other.snippet} />
						</span>
					</>
				) : (
					<span className="font-mono text-fg-3">{customer.openid}</span>
				)}
			</span>
		</Frame>
	);
}

/** What was said or noted, by whom, with the words in their context. */
export function MessageFace({ hit }: { hit: MessageHit | CustomerNoteHit }) {
	const t = useTranslations("search");
	const isNote = hit.kind === "customer_note" || hit.direction === "note";
	return (
		<Frame
			conversation={hit.conversation}
			at={hit.at}
			className="h-21 max-sm:h-22"
			mark={
				isNote && (
					<span className="inline-flex h-[18px] flex-none items-center gap-[3px] rounded-chip border border-note-line bg-note px-[5px] text-11 whitespace-nowrap text-note-fg">
						<Lock size={11} strokeWidth={2} aria-hidden />
						{t(hit.kind === "message" ? "internalNote" : "customerNote")}
					</span>
				)
			}
		>
			<span className="line-clamp-2 text-13/5 break-words text-fg-2">
				<Speaker hit={hit} />
				<Marked snippet={hit.snippet} />
			</span>
		</Frame>
	);
}

interface FrameProps {
	conversation: ConversationRef;
	at: string;
	/** The name with what matched in it; absent: as it is. */
	name?: ReactNode;
	mark?: ReactNode;
	className: string;
	children: ReactNode;
}

function Frame({ conversation: { customer, channel }, at, name, mark, className, children }: FrameProps) {
	return (
		<span
			className={classNames(
				"grid grid-cols-[36px_minmax(0,1fr)] content-start gap-x-3 overflow-hidden py-2.5 pr-3 pl-3.5 max-sm:grid-cols-[44px_minmax(0,1fr)] max-sm:px-4",
				className,
			)}
		>
			<Avatar
				name={customer.name}
				seed={customer.id}
				size={36}
				shape="square"
				badge={<ChannelGlyph kind={channel.kind} size={10} />}
				className="max-sm:[--size:44px]!"
			/>
			<span className="min-w-0">
				<span className="flex h-5 min-w-0 items-center gap-1.5">
					<span className="min-w-0 truncate text-14/5">
						{name ?? <StrangerText>{customer.name}</StrangerText>}
					</span>
					<span className="max-w-24 min-w-0 shrink-[4] truncate text-12/5 text-fg-3">{channel.name}</span>
					{mark}
					<span className="flex-1" />
					<span className="flex-none text-12/5 text-fg-3">
						<TimeText at={at} as="brief" />
					</span>
				</span>
				<span className="mt-0.5 block">{children}</span>
			</span>
		</span>
	);
}

/** Nobody is named where the customer speaks: the name stands above. */
function Speaker({ hit: { author } }: { hit: MessageHit | CustomerNoteHit }) {
	const t = useTranslations("row");
	if (author.kind === "bot") return <em className="text-bot-fg not-italic">{t("bot")}</em>;
	if (author.kind !== "agent" || author.name === null) return null;
	return <em className="text-fg-3 not-italic">{t("author", { name: author.name })}</em>;
}

const Marked = ({ snippet: { text, ranges } }: { snippet: Snippet }) => (
	<MarkedText text={text} ranges={toUnitRanges(text, ranges)} />
);
