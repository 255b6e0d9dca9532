"use client";

import { CircleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useLive } from "@/components/live/live-provider";
import { Banner } from "@/components/ui/banner";
import type { ChannelAlarm } from "@/lib/conversations/schema";

/** The alarm for which replies of a channel wait, if there is one. */
export function useSendingAlarm(channelId: string): ChannelAlarm | null {
	const { alarms } = useLive();
	return alarms.find((alarm) => alarm.pausesSending && alarm.channelId === channelId) ?? null;
}

/** Nothing leaves this channel now: why, and that somebody sees to it. */
export function AlarmBanner({ alarm }: { alarm: ChannelAlarm }) {
	const t = useTranslations("composer");
	const language = useLocale() === "en" ? "en" : "zh";
	const cause = alarm.explanation[language].replace(/[。.]$/, "");
	return (
		<Banner tone="danger" icon={CircleAlert} role="alert" className="mb-1 border-t">
			{t("paused", { cause })}
		</Banner>
	);
}
