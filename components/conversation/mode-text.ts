"use client";

import { useTranslations } from "next-intl";
import type { ConversationItem, Mode } from "@/lib/conversations/schema";

/** What each mode is called for this channel; the third depends on where the channel can transfer to. */
export function useModeName(kind: ConversationItem["channel"]["kind"]): (mode: Mode) => string {
	const t = useTranslations("mode.name");
	return (mode) => (mode === "transfer" && kind === "kf" ? t("transferKf") : t(mode));
}

/** What each mode means for this conversation, in a sentence. */
export function useModeHint({
	channel,
	assignee,
}: Pick<ConversationItem, "channel" | "assignee">): (mode: Mode) => string {
	const t = useTranslations("mode.hint");
	return (mode) => {
		if (mode === "agent") return assignee ? t("agent", { name: assignee.name }) : t("agentNobody");
		return mode === "transfer" && channel.kind === "kf" ? t("transferKf") : t(mode);
	};
}
