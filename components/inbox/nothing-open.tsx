"use client";

import { useTranslations } from "next-intl";
import { LiveBar } from "@/components/live/live-bar";
import { Kbd } from "@/components/ui/kbd";

/** The thread's place while no conversation is open: four keys that help. */
export function NothingOpen() {
	const t = useTranslations("thread");
	const hints = [
		{ text: t("hintMove"), keys: ["K", "J"] },
		{ text: t("hintClaim"), keys: ["C"] },
		{ text: t("hintSearch"), keys: ["/"] },
		{ text: t("hintShortcuts"), keys: ["?"] },
	];
	return (
		<>
			<LiveBar />
			<div className="flex flex-1 flex-col items-center justify-center gap-4 p-6">
				<h2 className="text-16 font-semibold">{t("emptyTitle")}</h2>
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
			</div>
		</>
	);
}
