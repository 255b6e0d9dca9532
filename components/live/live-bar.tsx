"use client";

import { RadioTower, WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { useTimeText } from "@/components/ui/time-text";
import { SECOND_MS } from "@/lib/time";
import { useLive } from "./live-provider";

const b = (text: ReactNode) => <b>{text}</b>;

/** Across a pane while the screen is not live: since when it stands still, or that it only looks now and then. */
export function LiveBar({ className }: { className?: string }) {
	const t = useTranslations("live");
	const text = useTimeText();
	const { status, syncedAt, nextAt, reconnect } = useLive();
	if (status === "live" || status === "connecting") return null;
	const polling = status === "polling";
	const time = text.clock(new Date(syncedAt));
	const cause = typeof navigator !== "undefined" && !navigator.onLine ? "offline" : "unreachable";
	return (
		<Banner
			tone="warn"
			role="alert"
			icon={polling ? RadioTower : WifiOff}
			className={className}
			action={
				<Button size="xs" onClick={reconnect} className="max-sm:h-11">
					{t("reconnect")}
				</Button>
			}
		>
			{polling ? t.rich("polling", { b }) : t.rich(cause, { b, time })}
			{!polling && <NextTry at={nextAt} />}
		</Banner>
	);
}

/** Counts down to the next question. Seen only: a voice would say every second anew. */
function NextTry({ at }: { at: number | null }) {
	const t = useTranslations("live");
	const now = useNow();
	const seconds = at === null || now === null ? 0 : Math.ceil((at - now) / SECOND_MS);
	return (
		<span aria-hidden className="[:lang(en)_&]:ml-1">
			{seconds > 0 ? t("nextTry", { seconds }) : t("trying")}
		</span>
	);
}
