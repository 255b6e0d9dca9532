"use client";

import { LayoutTemplate } from "lucide-react";
import { useTranslations } from "next-intl";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { classNames } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import type { BubbleProps } from "./bubble";

/** A Mini Program card, compact: 300 × 72. */
export function MiniProgramPageBubble({ content, failed, pending }: BubbleProps<"miniprogrampage">) {
	const t = useTranslations();
	return (
		<div
			className={classNames(
				"grid w-[300px] max-w-full grid-cols-[84px_minmax(0,1fr)] overflow-hidden rounded-menu border border-line-2 bg-surface text-left",
				failed && "border-danger",
				pending && "opacity-72",
			)}
		>
			<span className="flex h-18 w-21 items-center justify-center bg-accent-tint text-accent-fg">
				<LayoutTemplate size={22} strokeWidth={1.6} aria-hidden />
			</span>
			<span className="flex min-w-0 flex-col px-2.5 py-2">
				<span className="line-clamp-2 text-13/[18px] font-medium text-fg">{content.title}</span>
				<span className="mt-auto flex items-center gap-1 text-11 text-fg-3">
					<ChannelGlyph kind="miniprogram" size={11} />
					<span className="min-w-0 flex-1 truncate" title={content.pagePath}>
						{t("message.miniProgram")} · {content.pagePath}
					</span>
					<CopyButton text={content.pagePath} label={t("message.copyPath")} done={t("common.copied")} />
				</span>
			</span>
		</div>
	);
}
