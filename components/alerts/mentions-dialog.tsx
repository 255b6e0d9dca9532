"use client";

import { AtSign } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/api/error-text";
import { messageHref } from "@/components/inbox/inbox-url";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { useTimeText } from "@/components/ui/time-text";
import { toastFailed } from "@/components/ui/toaster";
import type { MentionsSeen } from "@/lib/conversations/mention-schema";
import { MINUTE_MS } from "@/lib/time";
import { useMentions } from "./mentions-data";

interface MentionsDialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** Notes in which colleagues named this agent; each leads to its place in the thread. */
export default function MentionsDialog({ open, onOpenChange }: MentionsDialogProps) {
	const t = useTranslations();
	const text = useTimeText();
	const errorText = useErrorText();
	const now = useNow(MINUTE_MS);
	const { items, count, loaded, error, retry, markSeen } = useMentions();

	function see(seen: MentionsSeen) {
		markSeen(seen).catch((error: unknown) => toastFailed(errorText(error), "mentions"));
	}

	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("mentions.title")}
			subtitle={count > 0 ? count : undefined}
			closeLabel={t("common.close")}
			sheet
			footer={
				items.length > 0 && (
					<Button look="ghost" onClick={() => see({ all: true })} className="-ml-2 max-sm:h-11">
						{t("mentions.seeAll")}
					</Button>
				)
			}
		>
			{items.length === 0 && loaded && (
				<EmptyState
					picture={<AtSign size={28} strokeWidth={1.6} aria-hidden />}
					title={t("mentions.none")}
					text={t("mentions.noneText")}
				/>
			)}
			{error && (
				<EmptyState
					title={t("mentions.failed")}
					text={errorText(error)}
					actions={<Button onClick={retry}>{t("common.retry")}</Button>}
				/>
			)}
			<ul aria-label={t("mentions.title")} className="divide-y divide-line">
				{items.map((mention) => (
					<li key={mention.id}>
						<a
							href={messageHref(mention.conversationId, mention.messageId)}
							onClick={(event) => {
								if (event.metaKey || event.ctrlKey || event.shiftKey) return;
								event.preventDefault();
								window.history.pushState(null, "", event.currentTarget.href);
								see({ ids: [mention.id] });
								onOpenChange(false);
							}}
							className="flex gap-3 px-5 py-3 -outline-offset-2 hover:bg-hover"
						>
							<Avatar name={mention.by?.name ?? "?"} seed={mention.by?.name ?? ""} size={30} shape="round" />
							<span className="min-w-0 flex-1">
								<span className="flex items-baseline gap-2">
									<b className="truncate">{mention.by?.name ?? t("mentions.somebody")}</b>
									<span className="min-w-0 flex-1 truncate text-12 text-fg-3">
										{mention.customerName} · {mention.channel.name}
									</span>
									{now !== null && (
										<time dateTime={mention.at} className="flex-none text-12 text-fg-3">
											{text.brief(new Date(mention.at), new Date(now))}
										</time>
									)}
								</span>
								<span className="mt-1 line-clamp-3 rounded-control border border-note-line bg-note px-2 py-1 text-13 [overflow-wrap:anywhere] text-note-fg">
									{mention.text}
								</span>
							</span>
						</a>
					</li>
				))}
			</ul>
		</Dialog>
	);
}
