"use client";

import { CircleQuestionMark } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { StrangerText } from "@/components/ui/stranger-text";
import type { BubbleProps } from "./bubble";
import { bubbleFrame } from "./text";

/** A type WeChat has and this console does not draw yet: named, never dropped, and shown as it came for who asks. */
export function UnsupportedBubble({ content, ...look }: BubbleProps<"unsupported">) {
	const t = useTranslations("message");
	const [shown, setShown] = useState(false);
	const { wireType, original } = content;
	return (
		<div className={bubbleFrame(look)}>
			<span className="flex items-center gap-2 text-12 text-fg-3">
				<CircleQuestionMark size={14} strokeWidth={1.75} aria-hidden />
				<span>
					{t("unsupported")}{" "}
					<code>
						<StrangerText>{wireType}</StrangerText>
					</code>
				</span>
			</span>
			{original === undefined ? (
				<span className="block text-12 text-fg-3">{t("unsupportedText")}</span>
			) : (
				<button
					type="button"
					aria-expanded={shown}
					onClick={() => setShown(!shown)}
					className="text-12 text-accent-fg underline underline-offset-2 max-sm:min-h-11"
				>
					{t(shown ? "hideOriginal" : "showOriginal")}
				</button>
			)}
			{shown && original !== undefined && (
				<pre className="mt-1.5 max-h-60 overflow-auto rounded-control border border-line bg-sunken p-2 font-mono text-11 whitespace-pre-wrap text-fg-2 [overflow-wrap:anywhere]">
					<StrangerText>{original}</StrangerText>
				</pre>
			)}
		</div>
	);
}
