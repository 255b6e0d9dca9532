"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useAlarms } from "@/components/live/alarms";
import { useChannelPanel } from "@/components/shell/channel-panel";
import { Banner } from "@/components/ui/banner";

/** Over the list while a channel is in trouble: for agents only what keeps replies from leaving. */
export function TroubleBanner() {
	const t = useTranslations("alarm");
	const language = useLocale() === "en" ? "en" : "zh";
	const { canMend, setOpen } = useChannelPanel();
	const alarms = useAlarms()
		.filter(({ pausesSending }) => canMend || pausesSending)
		.toSorted((a, b) => Number(b.pausesSending) - Number(a.pausesSending));
	const [first] = alarms;
	if (!first) return null;
	const more = alarms.length - 1;
	return (
		<Banner
			tone={first.pausesSending ? "danger" : "warn"}
			role="alert"
			icon={first.pausesSending ? CircleAlert : TriangleAlert}
			action={
				canMend ? (
					<button
						type="button"
						onClick={() => setOpen(true)}
						className="inline-flex min-h-6 flex-none items-center text-accent-fg underline underline-offset-2 max-sm:min-h-11"
					>
						{t("show")}
					</button>
				) : (
					<span className="flex-none text-12 text-fg-2">{t("told")}</span>
				)
			}
		>
			<span className="[overflow-wrap:anywhere]">
				{t.rich("banner", {
					name: first.channelName,
					cause: first.explanation[language],
					b: (text: ReactNode) => <b>{text}</b>,
				})}
				{more > 0 && <> · {t("bannerMore", { count: more })}</>}
			</span>
		</Banner>
	);
}
