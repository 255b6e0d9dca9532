"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import { LiveBar } from "@/components/live/live-bar";
import { useNow } from "@/components/ui/clock";
import { Kbd } from "@/components/ui/kbd";
import { useTimeText } from "@/components/ui/time-text";
import type { Today } from "@/lib/conversations/today-schema";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";

const b = (words: ReactNode) => <b className="text-fg">{words}</b>;

/** What this agent has done since their midnight; undefined until known. */
function useToday(): Today | undefined {
	const now = useNow(MINUTE_MS);
	const midnight = now === null ? null : new Date(new Date(now).setHours(0, 0, 0, 0)).toISOString();
	const path = midnight && `/api/me/today?since=${encodeURIComponent(midnight)}`;
	return useSWR<Today, RequestError>(path, (key: string) => request<Today>(key)).data;
}

/** The thread's place while no conversation is open: four keys that help. */
export function NothingOpen() {
	const t = useTranslations("thread");
	const time = useTimeText();
	const today = useToday();
	const hints = [
		{ text: t("hintClaim"), keys: ["C"] },
		{ text: t("hintSearch"), keys: ["⌘", "K"] },
		{ text: t("hintMove"), keys: ["K", "J"] },
		{ text: t("hintShortcuts"), keys: ["?"] },
	];
	return (
		<>
			<LiveBar />
			<div className="flex flex-1 flex-col items-center justify-center gap-4 p-6">
				<h2 className="sr-only">{t("emptyTitle")}</h2>
				<ul className="w-80 max-w-full space-y-2">
					{hints.map(({ text, keys }) => (
						<li key={text} className="flex h-8 items-center justify-between text-fg-2">
							{text}
							<span className="flex gap-[3px]">
								{keys.map((key) => (
									<Kbd key={key}>{key}</Kbd>
								))}
							</span>
						</li>
					))}
				</ul>
				<p className="mt-4 flex min-h-4.5 flex-wrap justify-center gap-x-4 text-12 text-fg-3">
					{today && <span>{t.rich("handledToday", { b, count: today.handled })}</span>}
					{today && today.firstResponseSeconds !== null && (
						<span>
							{t.rich("firstResponse", { b, time: time.left(today.firstResponseSeconds * SECOND_MS) })}
						</span>
					)}
				</p>
			</div>
		</>
	);
}
