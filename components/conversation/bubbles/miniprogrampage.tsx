"use client";

import { ImageOff, LayoutTemplate, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { classNames } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { strangerWords } from "@/components/ui/hidden-characters";
import { Skeleton } from "@/components/ui/skeleton";
import { StrangerText } from "@/components/ui/stranger-text";
import { Tooltip } from "@/components/ui/tooltip";
import type { MediaRef } from "@/lib/conversations/schema";
import { mediaPath } from "../media-path";
import { useMediaRetry } from "../media-retry";
import type { BubbleProps } from "./bubble";
import { useMediaFailure } from "./image";

/** A Mini Program card, compact: 300 × 72. */
export function MiniProgramPageBubble({
	content,
	media,
	failed,
	pending,
	channelName,
}: BubbleProps<"miniprogrampage">) {
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
				<Cover media={media ?? null} />
			</span>
			<span className="flex min-w-0 flex-col px-2.5 py-2">
				<span className="line-clamp-2 text-13/[18px] font-medium text-fg">
					<StrangerText>{content.title}</StrangerText>
				</span>
				<span className="mt-auto flex items-center gap-1 text-11 text-fg-3">
					<ChannelGlyph kind="miniprogram" size={11} />
					<span className="min-w-0 flex-1 truncate" title={strangerWords(content.pagePath)}>
						{t("message.miniProgram")} · <StrangerText>{channelName ?? content.pagePath}</StrangerText>
					</span>
					<CopyButton text={content.pagePath} label={t("message.copyPath")} done={t("common.copied")} />
				</span>
			</span>
		</div>
	);
}

/** The picture of a card, 84 × 72. */
function Cover({ media }: { media: MediaRef | null }) {
	const [broken, setBroken] = useState(false);
	if (!media || broken) return <LayoutTemplate size={22} strokeWidth={1.6} aria-hidden />;
	if (media.status === "pending") return <Skeleton className="size-full rounded-none" />;
	if (media.status === "failed") return <FailedCover media={media} />;
	return (
		// biome-ignore lint/performance/noImgElement: the server has made the thumbnail already.
		<img
			src={mediaPath(media.id, "thumb")}
			alt=""
			width={84}
			height={72}
			loading="lazy"
			decoding="async"
			onError={() => setBroken(true)}
			className="block size-full object-cover"
		/>
	);
}

function FailedCover({ media }: { media: MediaRef }) {
	const t = useTranslations("media");
	const reason = useMediaFailure()(media);
	const { busy, retry } = useMediaRetry(media.id);
	const label = t("coverFailed", { reason });
	return (
		<Tooltip text={label}>
			<button
				type="button"
				aria-label={label}
				aria-busy={busy || undefined}
				onClick={busy ? undefined : retry}
				className="flex size-full flex-col items-center justify-center gap-1 text-fg-2 outline-offset-[-2px] hover:bg-hover"
			>
				<ImageOff size={18} strokeWidth={1.6} aria-hidden />
				<RotateCw
					size={12}
					strokeWidth={2}
					aria-hidden
					className={classNames(busy && "animate-spin motion-reduce:animate-none")}
				/>
			</button>
		</Tooltip>
	);
}
