"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { Switch } from "@/components/ui/switch";
import { Tooltip } from "@/components/ui/tooltip";
import { useOwnStanding } from "./own-standing";
import { PresenceDot } from "./presence-dot";

/** Whether this agent takes new customers, and how many they have of how many they can. */
export function PresenceCard({ explained = false }: { explained?: boolean }) {
	const t = useTranslations("team");
	const hintId = useId();
	const own = useOwnStanding();
	if (!own) return null;
	const { presence, word, hintText, notable, over, taken, load, loadSentence, turn } = own;
	const shown = explained || notable;
	const amber = over > 0;
	return (
		<section aria-label={t("card")} className="text-12/[18px]">
			<div className="flex h-[18px] items-center gap-1.5">
				<PresenceDot presence={presence} />
				<b className="min-w-0 flex-1 truncate font-semibold">{word}</b>
				<Tooltip text={hintText}>
					<span className="inline-flex">
						<Switch
							checked={presence === "online"}
							label={t("toggle")}
							describedBy={hintId}
							onChange={turn}
						/>
					</span>
				</Tooltip>
			</div>
			<div className="mt-2 flex items-center gap-2">
				<span aria-hidden className="h-1 min-w-0 flex-1 overflow-hidden rounded-[2px] bg-press">
					<span
						className={classNames("block h-full rounded-[2px]", amber ? "bg-warn" : "bg-accent")}
						style={{ width: `${taken * 100}%` }}
					/>
				</span>
				<span aria-hidden className={amber ? "font-medium text-warn-fg" : "text-fg-3"}>
					{load}
				</span>
				<span className="sr-only">{loadSentence}</span>
			</div>
			<p
				id={hintId}
				className={classNames(shown ? "mt-1.5 text-11/4" : "sr-only", amber ? "text-warn-fg" : "text-fg-3")}
			>
				{hintText}
			</p>
		</section>
	);
}
