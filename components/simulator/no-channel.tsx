"use client";

import { PlugZap } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";

/** The whole page while there is no Mini Program whose customer could be played. */
export function NoChannel() {
	const t = useTranslations("simulator.noChannel");
	return (
		<main className="h-full bg-surface">
			<EmptyState
				picture={<PlugZap size={40} strokeWidth={1.2} aria-hidden className="text-fg-3" />}
				title={t("title")}
				text={t("text")}
			/>
		</main>
	);
}
