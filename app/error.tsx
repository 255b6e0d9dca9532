"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ErrorPage({ reset }: { reset: () => void }) {
	const t = useTranslations();
	return (
		<main className="h-dvh">
			<EmptyState
				title={t("errorPage.title")}
				text={t("errorPage.text")}
				actions={
					<Button look="primary" onClick={reset}>
						{t("common.retry")}
					</Button>
				}
			/>
		</main>
	);
}
