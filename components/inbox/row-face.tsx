"use client";

import { ArrowRightLeft, BellRing, Bot, CircleAlert, Hourglass, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { stateLook } from "@/components/conversation/mode-look";
import { TypingDots } from "@/components/team/typing-dots";
import { Avatar, AvatarFrame } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";
import { CountBadge } from "@/components/ui/count-badge";
import { StrangerText } from "@/components/ui/stranger-text";
import { useTimeText } from "@/components/ui/time-text";
import type { ConversationItem } from "@/lib/conversations/schema";
import type { TagColor } from "@/lib/conversations/tag-schema";
import { RowPreview } from "./row-preview";
import { RowWait } from "./row-wait";
import { RowWindow } from "./row-window";
import { TAG_LOOK } from "./tag-look";

interface RowFaceProps {
	item: ConversationItem;
	/** Null until the browser knows the time. */
	now: number | null;
	agentId: string | null;
	draft: string;
	/** Which colleagues write in it just now, in words. */
	writing?: string | null;
	/** The row is open or chosen: its ground has a colour. */
	tinted: boolean;
	/** Tags of the desk have colours. */
	colorOf?: (tag: string) => TagColor;
}

/** What a conversation looks like in a list: three lines beside a square avatar, 84 px (88 on phones). */
export function RowFace({ item, now, agentId, draft, writing = null, tinted, colorOf }: RowFaceProps) {
	const t = useTranslations();
	const look = stateLook(item);
	const unread = item.unread > 0;
	return (
		<span className="grid h-21 grid-cols-[36px_minmax(0,1fr)] content-start gap-x-3 py-2.5 pr-3 pl-3.5 max-sm:h-22 max-sm:grid-cols-[44px_minmax(0,1fr)] max-sm:px-4 max-sm:py-3">
			<Avatar
				name={item.customer.name}
				seed={item.customer.id}
				size={36}
				shape="square"
				badge={<ChannelGlyph kind={item.channel.kind} size={10} />}
				className="group-hover/row:invisible group-has-[input:focus]/row:invisible group-data-selecting/row:invisible max-sm:[--size:44px]!"
			/>
			<span className="min-w-0">
				<span className="flex h-5 min-w-0 items-center gap-1.5">
					<span className={classNames("min-w-0 truncate text-14/5", unread && "font-semibold")}>
						<StrangerText>{item.customer.name}</StrangerText>
					</span>
					<span className="max-w-21 min-w-0 shrink-[4] truncate text-12/5 text-fg-3">
						{item.channel.name}
					</span>
					<Chip
						tone={look.tone}
						icon={look.icon}
						className={classNames(tinted && look.tone === "accent" && "bg-accent-line text-fg")}
					>
						{t(`mode.chip.${look.word}`)}
					</Chip>
					<span className="flex-1" />
					<RowWait item={item} now={now} />
				</span>
				<span className="flex h-5 min-w-0 items-center gap-1.5">
					<span className={classNames("min-w-0 flex-1 truncate text-13", unread ? "text-fg" : "text-fg-2")}>
						{writing ? (
							<RowWriting text={writing} />
						) : (
							<RowPreview item={item} agentId={agentId} draft={draft} />
						)}
					</span>
					{unread && <CountBadge count={item.unread} label={t("row.unread", { count: item.unread })} />}
				</span>
				<span className="mt-[3px] flex h-5 min-w-0 items-center gap-1.5">
					<RowWindow item={item} now={now} />
					{item.failed && !isLastFailed(item) && (
						<span title={t("row.failedTitle")} className="flex-none text-danger-fg">
							<CircleAlert size={12} strokeWidth={2} aria-hidden />
						</span>
					)}
					{item.snoozedUntil && now !== null && (
						<SnoozedUntil at={new Date(item.snoozedUntil)} now={new Date(now)} />
					)}
					{item.held > 0 && (
						<span
							title={t("row.heldCount", { count: item.held })}
							className="inline-flex flex-none items-center gap-[3px] text-11 text-warn-fg"
						>
							<Hourglass size={11} strokeWidth={2} aria-hidden />
							{item.held}
						</span>
					)}
					<span className="flex min-w-0 flex-1 gap-1 overflow-hidden">
						{item.tags.map((tag) => (
							<span
								key={tag}
								className={classNames(
									"inline-flex h-[18px] flex-none items-center rounded-chip border bg-surface px-[5px] text-11 whitespace-nowrap",
									TAG_LOOK[colorOf?.(tag) ?? "neutral"],
								)}
							>
								{tag}
							</span>
						))}
					</span>
					<Handler item={item} />
				</span>
			</span>
		</span>
	);
}

/** In the place of the last words while a colleague writes the next. */
function RowWriting({ text }: { text: string }) {
	return (
		<span className="flex min-w-0 items-center gap-1.5 text-accent-fg">
			<span className="min-w-0 truncate">{text}</span>
			<TypingDots />
		</span>
	);
}

/** Out of the queue until then. */
function SnoozedUntil({ at, now }: { at: Date; now: Date }) {
	const t = useTranslations("row");
	const text = useTimeText();
	if (at <= now) return null;
	return (
		<span
			title={t("snoozed", { time: text.ahead(at, now) })}
			className="inline-flex flex-none items-center gap-[3px] text-11 whitespace-nowrap text-fg-3"
		>
			<BellRing size={11} strokeWidth={2} aria-hidden />
			{text.ahead(at, now)}
		</span>
	);
}

/** The preview says it already. */
const isLastFailed = ({ lastMessage }: ConversationItem): boolean =>
	lastMessage?.direction === "out" && (lastMessage.status === "failed" || lastMessage.status === "unknown");

/** Who handles it: a colleague, the bot, WeChat's tool, or nobody. */
function Handler({ item }: { item: ConversationItem }) {
	if (item.status === "open" && item.mode === "bot")
		return (
			<AvatarFrame size={18} shape="round" className="bg-bot-tint text-bot-fg">
				<Bot size={11} strokeWidth={2} />
			</AvatarFrame>
		);
	if (item.status === "open" && item.mode === "transfer")
		return (
			<AvatarFrame size={18} shape="round" className="bg-xfer-tint text-xfer-fg">
				<ArrowRightLeft size={11} strokeWidth={2} />
			</AvatarFrame>
		);
	if (item.assignee)
		return <Avatar name={item.assignee.name} seed={item.assignee.name} size={18} shape="round" />;
	return (
		<AvatarFrame size={18} shape="round" className="border border-dashed border-control text-fg-3">
			<UserRoundPlus size={10} strokeWidth={1.9} />
		</AvatarFrame>
	);
}
