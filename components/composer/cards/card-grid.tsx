"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { isComposingKey } from "@/components/ui/composition";
import type { CardItem } from "@/lib/channels/card-schema";
import { stepInGrid } from "./card-choice";
import { CardCover } from "./card-cover";

interface CardGridProps {
	id: string;
	cards: readonly CardItem[];
	chosenId: string | null;
	onChoose: (id: string) => void;
	/** Enter, or a second click. */
	onTake: () => void;
}

/** The id of a tile on the page. */
export const tileId = (gridId: string, cardId: string): string => `${gridId}-${cardId}`;

/** Cards with their covers. One stop of the Tab key; the arrows choose. */
export function CardGrid({ id, cards, chosenId, onChoose, onTake }: CardGridProps) {
	const t = useTranslations("composer.cards");
	const grid = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (chosenId) document.getElementById(tileId(id, chosenId))?.scrollIntoView({ block: "nearest" });
	}, [id, chosenId]);

	function onKeyDown(event: KeyboardEvent<HTMLElement>) {
		if (isComposingKey(event)) return;
		if (event.key === "Enter" && !event.metaKey && !event.ctrlKey) {
			event.preventDefault();
			onTake();
		}
		const next = nextCard(event, grid.current, cards, chosenId);
		if (next) onChoose(next);
	}

	return (
		<div
			ref={grid}
			id={id}
			role="listbox"
			aria-label={t("templates")}
			tabIndex={0}
			aria-activedescendant={chosenId ? tileId(id, chosenId) : undefined}
			onKeyDown={onKeyDown}
			className="grid min-h-0 flex-1 auto-rows-max grid-cols-3 content-start gap-3 overflow-y-auto p-px pb-4 outline-offset-[-2px] max-sm:grid-cols-2 [&:focus-visible_[aria-selected=true]]:shadow-[0_0_0_3px_var(--focus)]"
		>
			{cards.map((card) => (
				<Tile
					key={card.id}
					id={tileId(id, card.id)}
					card={card}
					chosen={card.id === chosenId}
					onChoose={() => onChoose(card.id)}
					onTake={onTake}
				/>
			))}
		</div>
	);
}

/** The card an arrow key leads to in the grid as it is drawn now; null when the key is for something else. */
export function nextCard(
	event: KeyboardEvent<HTMLElement>,
	grid: Element | null,
	cards: readonly CardItem[],
	chosenId: string | null,
): string | null {
	if (!grid || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
	const columns = getComputedStyle(grid).gridTemplateColumns.split(" ").length;
	const at = cards.findIndex((card) => card.id === chosenId);
	const next = stepInGrid(event.key, at, cards.length, columns);
	if (next === undefined) return null;
	event.preventDefault();
	return next === null ? null : (cards[next]?.id ?? null);
}

interface TileProps {
	id: string;
	card: CardItem;
	chosen: boolean;
	onChoose: () => void;
	onTake: () => void;
}

function Tile({ id, card, chosen, onChoose, onTake }: TileProps) {
	const isLink = card.type === "link";
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and its keys.
		// biome-ignore lint/a11y/useFocusableInteractive: likewise.
		<div
			id={id}
			role="option"
			aria-selected={chosen}
			// The search field keeps the focus, and with it the keys.
			onMouseDown={(event) => event.preventDefault()}
			onClick={onChoose}
			onDoubleClick={onTake}
			className={classNames(
				"relative cursor-pointer overflow-hidden rounded-menu border border-line bg-surface hover:border-line-2",
				chosen && "border-accent shadow-[0_0_0_1px_var(--accent)] hover:border-accent",
			)}
		>
			<span className={classNames("block overflow-hidden", isLink ? "h-14" : "aspect-[5/4]")}>
				<CardCover media={card.media} link={isLink} />
			</span>
			<span className="block px-2.5 pt-[7px] pb-2">
				<span className="block truncate font-medium">{card.name}</span>
				<span className="block truncate text-11 text-fg-3">{card.pagepath?.split("?")[0] ?? card.url}</span>
			</span>
			{chosen && (
				<span className="absolute top-2 right-2 flex size-5 items-center justify-center rounded-full bg-accent text-accent-on">
					<Check size={12} strokeWidth={2.4} aria-hidden />
				</span>
			)}
		</div>
	);
}
