"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDesk } from "../desk";
import { CardCover } from "./card-cover";
import type { FieldCard } from "./field-cards";

interface CardTilesProps {
	conversationId: string;
	cards: readonly FieldCard[];
	onRemoved: () => void;
}

/** The cards that go with the next send. */
export function CardTiles({ conversationId, cards, onRemoved }: CardTilesProps) {
	const t = useTranslations("composer.cards");
	const desk = useDesk();
	if (cards.length === 0) return null;
	return (
		<ul aria-label={t("tiles")} className="flex flex-wrap gap-2">
			{cards.map(({ id, content, media }) => (
				<li
					key={id}
					className="flex h-[54px] max-w-full min-w-0 items-center gap-2 overflow-hidden rounded-control border border-line-2 bg-surface"
				>
					<span className="h-full w-18 flex-none overflow-hidden">
						<CardCover media={media} link={content.type === "link"} />
					</span>
					<span className="flex min-w-0 flex-col">
						<span className="max-w-[220px] truncate text-fg">{content.title}</span>
						<span className="max-w-[220px] truncate text-11">
							{t(content.type === "link" ? "link" : "miniProgram")}
						</span>
					</span>
					<button
						type="button"
						aria-label={t("remove", { name: content.title })}
						onClick={() => {
							desk.cards.remove(conversationId, id);
							onRemoved();
						}}
						className="mr-1 flex size-6 flex-none items-center justify-center rounded-control hover:bg-hover max-sm:size-11"
					>
						<X size={14} strokeWidth={2} aria-hidden />
					</button>
				</li>
			))}
		</ul>
	);
}
