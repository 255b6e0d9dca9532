"use client";

import { useTranslations } from "next-intl";
import { memo, useCallback } from "react";
import { useDraft } from "@/components/composer/desk";
import { stateLook } from "@/components/conversation/mode-look";
import { useRecord } from "@/components/conversation/records";
import { windowStepMs } from "@/components/conversation/reply-window";
import { useWriting } from "@/components/team/writing";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import { strangerWords } from "@/components/ui/hidden-characters";
import { useTimeText } from "@/components/ui/time-text";
import type { ConversationItem } from "@/lib/conversations/schema";
import type { TagColor } from "@/lib/conversations/tag-schema";
import { RowCheck } from "./row-check";
import { RowFace } from "./row-face";
import { usePreviewText, useReason } from "./row-preview";
import { waitState } from "./wait-state";

interface ConversationRowProps {
	id: string;
	href: string;
	agentId: string;
	open: boolean;
	/** Where it stands: rows out of sight are not drawn, and cannot be counted by a screen reader. */
	place: number;
	of: number;
	heightPx: number;
	colorOf: (tag: string) => TagColor;
	/** The one row that the Tab key reaches. */
	stop: boolean;
	/** Chosen for an act on many. */
	selected: boolean;
	/** Some row is. */
	selecting: boolean;
	onSelect: (id: string, range: boolean) => void;
	/** `again` when the row was already open. */
	onOpen: (id: string, by: "pointer" | "keyboard") => void;
}

/** One conversation in the list: a link, so that it can be opened in another tab as well. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
	const { id } = props;
	const item = useRecord(useCallback((records) => records.conversation(id), [id]));
	return item ? <KnownRow item={item} {...props} /> : null;
});

function KnownRow({
	item,
	href,
	agentId,
	open,
	place,
	of,
	heightPx,
	colorOf,
	stop,
	selected,
	selecting,
	onSelect,
	onOpen,
}: ConversationRowProps & { item: ConversationItem }) {
	const now = useNow(windowStepMs(item.window));
	const draft = useDraft(item.id) ?? item.draftStart;
	const writing = useWriting(item.id);
	const shownDraft = open ? "" : draft.trim();
	const label = useSentence(item, now, { draft: shownDraft, writing });
	return (
		<li
			aria-posinset={place + 1}
			aria-setsize={of}
			data-selecting={selecting || undefined}
			style={{ top: place * heightPx, height: heightPx }}
			className="group/row absolute inset-x-0"
		>
			<a
				href={href}
				aria-current={open ? "true" : undefined}
				data-conversation-id={item.id}
				tabIndex={stop ? 0 : -1}
				onClick={(event) => {
					if (event.metaKey || event.ctrlKey) return;
					event.preventDefault();
					if (event.shiftKey) return onSelect(item.id, true);
					// A click without a pointer's position comes from the Enter key.
					onOpen(item.id, event.detail === 0 ? "keyboard" : "pointer");
				}}
				className={classNames(
					"relative block h-full border-b border-line outline-offset-[-2px] hover:bg-hover",
					selected && "bg-selected hover:bg-selected",
					open &&
						"bg-selected before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent hover:bg-selected",
				)}
			>
				{/* Heard as one sentence instead of a heap of words. */}
				<span className="sr-only">{label}</span>
				<span aria-hidden>
					<RowFace
						item={item}
						now={now}
						agentId={agentId}
						draft={shownDraft}
						writing={writing}
						tinted={open || selected}
						colorOf={colorOf}
					/>
				</span>
			</a>
			<RowCheck
				name={item.customer.name}
				checked={selected}
				shown={selecting}
				onSelect={(range) => onSelect(item.id, range)}
			/>
		</li>
	);
}

/** "陈默，售后服务，人工，等待超时 6 分，3 条未读，退款什么时候到账": the whole row in one breath. */
function useSentence(
	item: ConversationItem,
	now: number | null,
	{ draft, writing }: { draft: string; writing: string | null },
): string {
	const t = useTranslations();
	const text = useTimeText();
	const previewText = usePreviewText();
	const reason = useReason(item);
	const wait = now === null ? null : waitState(item, now);
	const parts = [
		strangerWords(item.customer.name),
		item.channel.name,
		t(`mode.chip.${stateLook(item).word}`),
		wait?.kind === "waiting" && t("row.sentenceWaiting", { wait: text.wait(wait.waitedMs) }),
		wait?.kind === "over" && t("row.sentenceOverdue", { wait: text.wait(wait.overMs) }),
		item.unread > 0 && t("row.unread", { count: item.unread }),
		item.failed && (reason ? t("row.failedWhy", { reason }) : t("row.failedTitle")),
		item.snoozedUntil &&
			now !== null &&
			t("row.snoozed", { time: text.ahead(new Date(item.snoozedUntil), new Date(now)) }),
		item.held > 0 && t("row.heldCount", { count: item.held }),
		draft ? `${t("row.draft")} ${strangerWords(draft)}` : item.lastMessage && previewText(item.lastMessage),
		writing,
		item.tags.length > 0 && t("row.tags", { tags: item.tags.join(t("common.separator")) }),
	];
	return parts.filter(Boolean).join(t("common.separator"));
}
