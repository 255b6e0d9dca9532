"use client";

import { BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { useTimeText } from "@/components/ui/time-text";
import { MINUTE_MS } from "@/lib/time";

/** Over the messages of a conversation that is put away: until when, and the way to have it back now. */
export function RemindBar({ until, onCancel }: { until: string | null; onCancel: () => void }) {
	const t = useTranslations("remind");
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	if (until === null || now === null || Date.parse(until) <= now) return null;
	return (
		<Banner
			tone="info"
			role="note"
			icon={BellRing}
			action={
				<Button size="xs" onClick={onCancel} className="max-sm:h-11">
					{t("cancel")}
				</Button>
			}
		>
			{t.rich("bar", {
				time: text.ahead(new Date(until), new Date(now)),
				b: (words: ReactNode) => <b>{words}</b>,
			})}
		</Banner>
	);
}
