"use client";

import { Headset } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { initialsOf } from "@/components/ui/avatar";
import { classNames } from "@/components/ui/class-names";
import { PhoneBubble } from "./phone-bubble";
import type { TranscriptItem } from "./simulator-wire";

/** One item of the chat: the customer on the right, the Mini Program and the official tool on the left, notices between. */
export function PhoneItem({ item, channelName }: { item: TranscriptItem; channelName: string }) {
	const t = useTranslations("simulator.phone");
	if (item.from === "system") return <Notice item={item} />;
	const mine = item.from === "user";
	const tool = item.from === "tool";
	const speaker = {
		user: t("me"),
		api: channelName,
		tool: t("toolAgent", { name: item.agent ?? t("toolAgentUnnamed") }),
	}[item.from];
	return (
		<article aria-label={speaker} className={classNames("flex gap-2", mine && "flex-row-reverse")}>
			<PhoneAvatar from={item.from}>
				{tool && <Headset size={18} strokeWidth={1.6} />}
				{mine && t("meShort")}
				{item.from === "api" && initialsOf(channelName)}
			</PhoneAvatar>
			<div className="flex max-w-[206px] min-w-0 flex-col gap-1">
				{tool && <span className="text-11 text-[#636363]">{speaker}</span>}
				<PhoneBubble item={item} channelName={channelName} mine={mine} />
			</div>
		</article>
	);
}

function PhoneAvatar({ from, children }: { from: "user" | "api" | "tool"; children: ReactNode }) {
	const look = {
		user: "bg-[#dde9f8] text-[#1d4f8c]",
		api: "bg-[#d5ede2] text-[#0b5c45]",
		tool: "bg-[#d9e6f7] text-[#17539f]",
	}[from];
	return (
		<span
			aria-hidden
			className={classNames(
				"flex size-9 flex-none items-center justify-center rounded-[5px] font-medium",
				look,
			)}
		>
			{children}
		</span>
	);
}

function Notice({ item }: { item: TranscriptItem }) {
	const t = useTranslations("simulator.phone");
	const entered =
		item.sessionFrom && item.sessionFrom !== "wxapp"
			? t("enteredFrom", { source: item.sessionFrom })
			: t("entered");
	return (
		<p className="max-w-[260px] self-center rounded-chip px-1 text-center text-12 [overflow-wrap:anywhere] text-[#636363]">
			{item.type === "enter" ? entered : item.text}
		</p>
	);
}
