import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";

export default async function NotFoundPage() {
	const t = await getTranslations("errorPage");
	return (
		<main className="h-dvh">
			<EmptyState
				title={t("notFoundTitle")}
				text={t("notFoundText")}
				actions={
					<a href="/inbox" className="text-accent-fg underline decoration-accent-line underline-offset-3">
						{t("toInbox")}
					</a>
				}
			/>
		</main>
	);
}
