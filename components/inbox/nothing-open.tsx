"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import { LiveBar } from "@/components/live/live-bar";
import { useNow } from "@/components/ui/clock";
import { Kbd } from "@/components/ui/kbd";
import type { Today } from "@/lib/conversations/today-schema";
import { MINUTE_MS } from "@/lib/time";

/** Conversations that this agent has replied to or closed since their midnight; undefined until known. */
function useHandledToday(): number | undefined {
	const now = useNow(MINUTE_MS);
	const midnight = now === null ? null : new Date(new Date(now).setHours(0, 0, 0, 0)).toISOString();
	const path = midnight && `/api/me/today?since=${encodeURIComponent(midnight)}`;
	return useSWR<Today, RequestError>(path, (key: string) => request<Today>(key)).data?.handled;
}

/** The thread's place while no conversation is open: four keys that help. */
export function NothingOpen() {
	const t = useTranslations("thread");
	const handled = useHandledToday();
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
				<p className="mt-4 h-4.5 text-12 text-fg-3">
					{handled !== undefined &&
						t.rich("handledToday", {
							count: handled,
							b: (words: ReactNode) => <b className="text-fg">{words}</b>,
						})}
				</p>
			</div>
		</>
	);
}
