"use client";

import { ChevronDown, LayoutTemplate, MessageSquareText, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import type { QuickReplyItem } from "@/lib/conversations/quick-reply-schema";
import { TokenOption, TokenPopover } from "../token-popover";
import type { TokenList } from "../use-token-list";

interface QuickReplyPopoverProps {
	list: TokenList<QuickReplyItem>;
	groups: readonly string[];
	/** Null: all. */
	group: string | null;
	failed: boolean;
	onGroup: (group: string | null) => void;
	onRetry: () => void;
	/** Makes one of one's own. */
	onNew: () => void;
}

/** Quick replies over the field, found by what is typed behind the slash. */
export function QuickReplyPopover(props: QuickReplyPopoverProps) {
	const { list, groups, group, failed, onGroup, onRetry, onNew } = props;
	const t = useTranslations("composer.quick");
	const tCommon = useTranslations("common");
	const [choosing, setChoosing] = useState(false);
	return (
		<TokenPopover
			listId={list.listId}
			label={t("title")}
			head={
				<>
					<Zap size={13} strokeWidth={1.75} aria-hidden />
					{t("title")}
					<span role="status" className="sr-only">
						{list.loading ? "" : t("found", { count: list.items.length })}
					</span>
					<Quiet
						className="ml-auto flex items-center gap-1"
						expanded={choosing}
						onClick={() => setChoosing(!choosing)}
					>
						{group ?? t("allGroups")}
						<ChevronDown size={12} strokeWidth={1.75} aria-hidden />
					</Quiet>
				</>
			}
			foot={
				<>
					<Keys keys={["↑", "↓"]} word={t("choose")} />
					<Keys keys={["⏎"]} word={t("insert")} />
					<Keys keys={["⌘", "⏎"]} word={t("direct")} />
					<Quiet className="ml-auto" onClick={onNew}>
						{t("new")}
					</Quiet>
				</>
			}
			instead={insteadOf()}
		>
			{list.items.map((reply, index) => (
				<TokenOption
					key={reply.id}
					id={list.optionId(index)}
					chosen={index === list.index}
					onPoint={() => list.choose(index)}
					onTake={(direct) => list.take(reply, direct)}
				>
					<ReplyLine reply={reply} />
				</TokenOption>
			))}
		</TokenPopover>
	);

	function insteadOf(): ReactNode {
		if (choosing)
			return (
				<ul aria-label={t("groups")} className="max-h-60 overflow-y-auto py-1">
					{[null, ...groups].map((name) => (
						<li key={name ?? ""}>
							<Quiet
								className="flex min-h-8 w-full items-center px-3 text-left text-13 text-fg hover:bg-hover max-sm:min-h-11"
								onClick={() => {
									onGroup(name);
									setChoosing(false);
								}}
							>
								{name ?? t("allGroups")}
							</Quiet>
						</li>
					))}
				</ul>
			);
		if (failed)
			return (
				<p role="alert" className="flex items-center gap-2 px-3 py-3 text-12">
					{t("failed")}
					<Quiet className="font-medium text-accent-fg underline" onClick={onRetry}>
						{tCommon("retry")}
					</Quiet>
				</p>
			);
		if (list.loading) return <p className="px-3 py-3 text-12 text-fg-3">{t("loading")}</p>;
		if (list.items.length === 0)
			return (
				<Quiet className="block w-full bg-selected px-3 py-3 text-left text-13 text-fg" onClick={onNew}>
					{t("none")}
				</Quiet>
			);
		return undefined;
	}
}

function ReplyLine({ reply: { group, title, text, card, shortcut, mine } }: { reply: QuickReplyItem }) {
	const t = useTranslations("composer.quick");
	const Icon = card ? LayoutTemplate : MessageSquareText;
	return (
		<>
			<Icon size={16} strokeWidth={1.75} aria-hidden className="text-fg-3" />
			<span className="min-w-0 flex-1">
				<span className="flex min-w-0 items-center gap-1.5">
					<span className="truncate font-medium">{group ? `${group} · ${title}` : title}</span>
					{mine && <span className="rounded-chip bg-hover px-1 text-11 text-fg-2">{t("mine")}</span>}
				</span>
				<span className="block truncate text-12 text-fg-3">
					{card ? t(card.type === "link" ? "link" : "card", { name: card.name }) : text}
				</span>
			</span>
			{shortcut && <code className="text-fg-3">/{shortcut}</code>}
		</>
	);
}

function Keys({ keys, word }: { keys: readonly string[]; word: string }) {
	return (
		<span aria-hidden className="flex items-center gap-[3px]">
			{keys.map((key) => (
				<Kbd key={key}>{key}</Kbd>
			))}
			<span className="pl-0.5">{word}</span>
		</span>
	);
}

interface QuietProps {
	className?: string;
	expanded?: boolean;
	onClick: () => void;
	children: ReactNode;
}

/** A button that leaves the focus, and with it the list, in the field. */
function Quiet({ className, expanded, onClick, children }: QuietProps) {
	return (
		<button
			type="button"
			tabIndex={-1}
			aria-expanded={expanded}
			onMouseDown={(event) => event.preventDefault()}
			onClick={onClick}
			className={className}
		>
			{children}
		</button>
	);
}
