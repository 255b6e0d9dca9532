"use client";

import { Timer, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { secondsLeft, type WindowState } from "@/components/conversation/reply-window";
import { Banner } from "@/components/ui/banner";

const b = (text: ReactNode) => <b>{text}</b>;

interface ReplyHintProps {
	window: Extract<WindowState, { kind: "open" }>;
	/** False until the browser knows the time: no seconds are counted then. */
	known: boolean;
}

/** Above the field when there is little left: of replies, or of the minute after entering. */
export function ReplyHint({ window: { grant, remaining, leftMs }, known }: ReplyHintProps) {
	const t = useTranslations("composer");
	if (grant === "enter" && known)
		return (
			<Banner tone="info" icon={Timer} className="mb-1 border-t">
				{t.rich("entered", { b, remaining, seconds: secondsLeft(leftMs) })}
			</Banner>
		);
	if (remaining === 1)
		return (
			<Banner tone="warn" icon={TriangleAlert} className="mb-1 border-t">
				{t.rich("oneLeft", { b })}
			</Banner>
		);
	return null;
}
