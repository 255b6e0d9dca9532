"use client";

import { AlarmClock, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usePreferences } from "@/components/account/preferences";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";
import { useClosing } from "./closing-data";
import { isUrgent } from "./news";

const STEP_MS = 10 * SECOND_MS;
const b = (text: ReactNode) => <b>{text}</b>;

/** Over the list while a customer waits whose reply window is about to close: amber, and red in the last ten minutes. */
export function ClosingBanner({ onOpen }: { onOpen: (conversationId: string) => void }) {
	const t = useTranslations("alerts");
	const now = useNow(STEP_MS);
	const { warnings } = usePreferences();
	const { items } = useClosing();
	const windows = items.filter(({ kind, at }) => kind === "window" && now !== null && Date.parse(at) > now);
	const [first] = windows;
	if (!first || now === null || !warnings) return null;
	const urgent = isUrgent(first, now);
	const minutes = Math.max(1, Math.ceil((Date.parse(first.at) - now) / MINUTE_MS));
	const more = windows.length - 1;
	return (
		<Banner
			tone={urgent ? "danger" : "warn"}
			role={urgent ? "alert" : "status"}
			icon={urgent ? AlarmClock : Clock}
			action={
				<Button size="xs" onClick={() => onOpen(first.conversationId)} className="max-sm:h-11">
					{t("reply")}
				</Button>
			}
		>
			<span className="[overflow-wrap:anywhere]">
				{t.rich("closing", { b, name: first.customerName, minutes })}
				{more > 0 && <> · {t("closingMore", { count: more })}</>}
			</span>
		</Banner>
	);
}
