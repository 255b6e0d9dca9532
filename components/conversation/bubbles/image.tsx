"use client";

import { ImageIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { BubbleProps } from "./bubble";
import { bubbleFrame } from "./text";

/** A picture whose bytes are not here: WeChat's own address is never embedded, it would tell WeChat who looks when. */
export function ImageBubble({ content: _picture, ...look }: BubbleProps<"image">) {
	const t = useTranslations("message");
	return (
		<div className={bubbleFrame(look)}>
			<span className="flex items-center gap-2">
				<ImageIcon size={16} strokeWidth={1.75} aria-hidden className="text-fg-3" />
				{t("image")}
			</span>
			<span className="block text-12 text-fg-3">{t("imageText")}</span>
		</div>
	);
}
