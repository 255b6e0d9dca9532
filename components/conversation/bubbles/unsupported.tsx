"use client";

import { CircleQuestionMark } from "lucide-react";
import { useTranslations } from "next-intl";
import { StrangerText } from "@/components/ui/stranger-text";
import type { BubbleProps } from "./bubble";
import { bubbleFrame } from "./text";

/** A type WeChat has and this console does not draw yet: named, never dropped. */
export function UnsupportedBubble({ content, ...look }: BubbleProps<"unsupported">) {
	const t = useTranslations("message");
	return (
		<div className={bubbleFrame(look)}>
			<span className="flex items-center gap-2 text-12 text-fg-3">
				<CircleQuestionMark size={14} strokeWidth={1.75} aria-hidden />
				<span>
					{t("unsupported")}{" "}
					<code>
						<StrangerText>{content.wireType}</StrangerText>
					</code>
				</span>
			</span>
			<span className="block text-12 text-fg-3">{t("unsupportedText")}</span>
		</div>
	);
}
