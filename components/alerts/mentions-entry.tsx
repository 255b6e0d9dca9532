"use client";

import { AtSign } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCounts } from "@/components/inbox/list-data";
import { classNames } from "@/components/ui/class-names";
import { CountBadge } from "@/components/ui/count-badge";
import { IconButton } from "@/components/ui/icon-button";
import { useShowMentions } from "./mentions-panel";

/** Among the views while there are notes that name their reader. */
export function MentionsEntry() {
	const t = useTranslations("mentions");
	const count = useCounts()?.attention.mentions ?? 0;
	const show = useShowMentions();
	if (count === 0) return null;
	return (
		<button
			type="button"
			aria-haspopup="dialog"
			onClick={show}
			className="flex h-[30px] flex-none items-center gap-2 rounded-control px-2 text-left text-13 text-fg-2 hover:bg-press"
		>
			<AtSign size={16} strokeWidth={1.75} aria-hidden />
			<span className="min-w-0 flex-1 truncate">{t("title")}</span>
			<CountBadge count={count} label={t("unseen", { count })} className="-mr-1" />
		</button>
	);
}

/** The same where the views are a menu. */
export function MentionsButton({ className }: { className?: string }) {
	const t = useTranslations("mentions");
	const count = useCounts()?.attention.mentions ?? 0;
	const show = useShowMentions();
	if (count === 0) return null;
	return (
		<span className={classNames("relative flex", className)}>
			<IconButton
				label={`${t("title")} · ${t("unseen", { count })}`}
				aria-haspopup="dialog"
				onClick={show}
				icon={<AtSign size={18} strokeWidth={1.75} aria-hidden />}
			/>
			<span
				aria-hidden
				className="pointer-events-none absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-11/4 font-semibold text-accent-on max-sm:top-1 max-sm:right-1"
			>
				{count > 9 ? "9+" : count}
			</span>
		</span>
	);
}
