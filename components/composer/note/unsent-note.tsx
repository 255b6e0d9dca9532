"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { StrangerText } from "@/components/ui/stranger-text";
import type { Outgoing } from "../outbox";
import { UnsentPicture } from "../unsent-picture";

interface UnsentNoteProps {
	content: Extract<Outgoing, { type: "note" }>;
	failed: boolean;
}

/** A note that the server does not have yet. */
export function UnsentNote({ content: { text, picture }, failed }: UnsentNoteProps) {
	const t = useTranslations("composer");
	return (
		<div
			className={classNames(
				"max-w-full min-w-0 overflow-clip rounded-card border border-dashed border-note-line bg-note px-3 py-2 text-note-fg",
				failed ? "border-danger" : "opacity-72",
			)}
		>
			<p className="flex items-center gap-1 text-11 font-semibold">
				<Lock size={12} strokeWidth={2} aria-hidden />
				{t("note.tab")}
			</p>
			<p className="text-13 [overflow-wrap:anywhere] whitespace-pre-wrap">
				<StrangerText>{text}</StrangerText>
			</p>
			{picture && <UnsentPicture content={picture} failed={failed} />}
		</div>
	);
}
