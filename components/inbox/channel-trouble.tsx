"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useChannelAlarm } from "@/components/shell/channel-panel";

/** Beside the name of a channel that is in trouble. */
export function ChannelTrouble({ channelId }: { channelId: string }) {
	const t = useTranslations("alarm");
	const { alarm } = useChannelAlarm(channelId);
	if (!alarm) return null;
	return (
		<TriangleAlert
			size={14}
			strokeWidth={2}
			role="img"
			aria-label={t("inViews")}
			className={alarm.pausesSending ? "text-danger-fg" : "text-warn-fg"}
		/>
	);
}
