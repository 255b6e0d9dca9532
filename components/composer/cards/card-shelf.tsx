"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { CardItem } from "@/lib/channels/card-schema";
import { CardGrid } from "./card-grid";
import type { CardShown } from "./field-cards";

interface CardShelfProps {
	gridId: string;
	type: CardShown["type"];
	/** Undefined while the library is loading. */
	cards: readonly CardItem[] | undefined;
	/** There is none of this type at all. */
	none: boolean;
	failed: boolean;
	chosenId: string | null;
	onChoose: (id: string) => void;
	onTake: () => void;
	onRetry: () => void;
	onClearSearch: () => void;
	onWrite: () => void;
	/** Null for those who may not add to the library. */
	onMake: (() => void) | null;
}

/** The cards in sight, or why there are none and what helps. */
export function CardShelf(props: CardShelfProps) {
	const { gridId, type, cards, none, failed, chosenId, onChoose, onTake } = props;
	const t = useTranslations();
	if (failed)
		return (
			<div role="alert" className="flex-1">
				<EmptyState
					title={t("composer.cards.failed")}
					actions={<Button onClick={props.onRetry}>{t("common.retry")}</Button>}
				/>
			</div>
		);
	if (!cards) return <LoadingGrid label={t("composer.cards.loading")} />;
	if (none)
		return (
			<EmptyState
				className="h-auto flex-1"
				title={t(type === "link" ? "composer.cards.noLinks" : "composer.cards.noCards")}
				text={t(props.onMake ? "composer.cards.noneTextMake" : "composer.cards.noneText")}
				actions={
					<>
						{props.onMake && (
							<Button look="primary" onClick={props.onMake}>
								{t("composer.cards.newTemplate")}
							</Button>
						)}
						<Button onClick={props.onWrite}>
							{t(type === "link" ? "composer.cards.customLink" : "composer.cards.custom")}
						</Button>
					</>
				}
			/>
		);
	if (cards.length === 0)
		return (
			<EmptyState
				className="h-auto flex-1"
				title={t("composer.cards.noMatch")}
				actions={<Button onClick={props.onClearSearch}>{t("composer.cards.clearSearch")}</Button>}
			/>
		);
	return <CardGrid id={gridId} cards={cards} chosenId={chosenId} onChoose={onChoose} onTake={onTake} />;
}

const TILES = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

function LoadingGrid({ label }: { label: string }) {
	return (
		<div
			aria-busy="true"
			className="grid min-h-0 flex-1 grid-cols-3 content-start gap-3 overflow-hidden max-sm:grid-cols-2"
		>
			<span role="status" className="sr-only">
				{label}
			</span>
			{TILES.map((tile) => (
				<span key={tile} className="block overflow-hidden rounded-menu border border-line">
					<Skeleton className="aspect-[5/4] rounded-none" />
					<span className="block space-y-1.5 p-2.5">
						<Skeleton className="h-4 w-3/4" />
						<Skeleton className="h-3 w-1/2" />
					</span>
				</span>
			))}
		</div>
	);
}
