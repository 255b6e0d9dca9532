"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { StrangerText } from "@/components/ui/stranger-text";
import type { AgentRef } from "@/lib/conversations/schema";
import { toNoteParts } from "./note-parts";

interface NoteBoxProps {
	/** Who wrote it, and when; null for what is still on its way. */
	by: ReactNode;
	look?: "failed" | "pending" | null;
	children: ReactNode;
}

/** What only colleagues see: no bubble, a dashed box of its own. */
export function NoteBox({ by, look = null, children }: NoteBoxProps) {
	const t = useTranslations("composer");
	return (
		<div
			className={classNames(
				"max-w-full min-w-0 rounded-menu border border-dashed bg-note px-3 pt-[7px] pb-2 text-13 text-note-fg",
				look === "failed" ? "border-danger" : "border-note-line",
				look === "pending" && "opacity-72",
			)}
		>
			<p className="mb-0.5 flex items-center gap-[5px] text-11">
				<Lock size={11} strokeWidth={2} aria-hidden />
				<b>{t("note.box")}</b>
				{by}
			</p>
			{children}
		</div>
	);
}

/** The words of a note, with the colleagues named in it. */
export function NoteText({ text, mentions = [] }: { text: string; mentions?: AgentRef[] | undefined }) {
	return (
		<p className="overflow-clip [overflow-wrap:anywhere] whitespace-pre-wrap">
			{toNoteParts(
				text,
				mentions.map(({ name }) => name),
			).map(({ at, text: part, mention }) =>
				mention ? (
					<span key={at} className="font-medium text-xfer-fg">
						{part}
					</span>
				) : (
					<StrangerText key={at}>{part}</StrangerText>
				),
			)}
		</p>
	);
}
