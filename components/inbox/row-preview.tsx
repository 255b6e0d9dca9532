"use client";

import { CircleAlert, Hourglass } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { strangerWords } from "@/components/ui/hidden-characters";
import { StrangerText } from "@/components/ui/stranger-text";
import type { MessageType } from "@/lib/channels/message";
import type { ConversationItem, LastMessage } from "@/lib/conversations/schema";

interface RowPreviewProps {
	item: ConversationItem;
	/** The signed-in agent's own words are introduced by "you". */
	agentId: string | null;
	/** Text of this agent that is written but not sent. */
	draft: string;
}

/** The last message in one line: who said it, what, and whether it got through. */
export function RowPreview({ item, agentId, draft }: RowPreviewProps) {
	const t = useTranslations("row");
	const reason = useReason(item);
	const last = item.lastMessage;
	if (draft.trim() !== "")
		return (
			<>
				<em className="text-accent-fg not-italic">{t("draft")}</em> <StrangerText>{draft}</StrangerText>
			</>
		);
	if (!last) return <em className="text-fg-3 not-italic">{t("noMessage")}</em>;
	if (last.direction === "out" && (last.status === "failed" || last.status === "unknown"))
		return (
			<span className={last.status === "failed" ? "text-danger-fg" : "text-warn-fg"}>
				<CircleAlert size={13} strokeWidth={2} aria-hidden className="mr-1 inline-block align-[-2px]" />
				{reason && last.status === "failed" ? (
					t("failedWhy", { reason })
				) : (
					<>
						{last.status === "failed" ? t("failed") : t("unknown")}
						<span className="text-fg-2">
							{" "}
							<Words last={last} />
						</span>
					</>
				)}
			</span>
		);
	if (last.direction === "out" && last.status === "held")
		return (
			<>
				<em className="text-warn-fg not-italic">
					<Hourglass size={12} strokeWidth={2} aria-hidden className="mr-1 inline-block align-[-1.5px]" />
					{t("held")}
				</em>{" "}
				<Words last={last} />
			</>
		);
	return (
		<>
			<Speaker item={item} last={last} agentId={agentId} />
			{last.type === "text" ? (
				<Words last={last} />
			) : (
				<em className="text-fg-3 not-italic">
					<Words last={last} />
				</em>
			)}
		</>
	);
}

function Words({ last }: { last: LastMessage }) {
	const text = usePreviewText();
	return last.type === "text" ? <StrangerText>{last.text}</StrangerText> : text(last);
}

function Speaker({
	item,
	last,
	agentId,
}: {
	item: ConversationItem;
	last: LastMessage;
	agentId: string | null;
}): ReactNode {
	const t = useTranslations("row");
	if (last.direction !== "out") return null;
	if (last.authorKind === "bot") return <em className="text-bot-fg not-italic">{t("bot")}</em>;
	if (!item.assignee) return null;
	const mine = item.assignee.id === agentId;
	return (
		<em className="text-fg-3 not-italic">{mine ? t("you") : t("author", { name: item.assignee.name })}</em>
	);
}

/** Why the newest reply did not arrive, in the reader's language. */
export function useReason({ failure }: Pick<ConversationItem, "failure">): string | undefined {
	const language = useLocale() === "en" ? "en" : "zh";
	return failure?.[language];
}

/** A message in a few plain words, for rows and for screen readers. */
export function usePreviewText(): (message: Pick<LastMessage, "type" | "text">) => string {
	const t = useTranslations("row.type");
	const words = {
		text: (text) => text,
		image: () => t("image"),
		miniprogrampage: (text) => t("miniprogrampage", { text }),
		link: (text) => t("link", { text }),
		unsupported: () => t("unsupported"),
	} satisfies Record<MessageType, (text: string) => string>;
	return ({ type, text }) => words[type](strangerWords(text));
}
