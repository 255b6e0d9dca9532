"use client";

import { useTranslations } from "next-intl";
import { CardTiles } from "./cards/card-tiles";
import type { FieldCard } from "./cards/field-cards";
import { PictureTiles } from "./picture-tiles";
import type { Picture } from "./pictures";
import type { SendMode, SendPlan } from "./send-plan";

interface AttachmentsProps {
	conversationId: string;
	pictures: readonly Picture[];
	cards: readonly FieldCard[];
	plan: SendPlan;
	mode: SendMode;
	onRemoved: () => void;
}

/** What goes with the next send, in the order in which it leaves before the text, and what all of it costs. */
export function Attachments({ conversationId, pictures, cards, plan, mode, onRemoved }: AttachmentsProps) {
	if (pictures.length + cards.length === 0) return null;
	const cost = <Cost plan={plan} pictures={pictures.length} cards={cards.length} mode={mode} />;
	const alone = pictures.length === 1 && cards.length === 0 && pictures[0]?.state !== "failed";
	return (
		<div className="flex flex-col gap-1 px-3 pt-2 text-12 text-fg-3 max-sm:-order-3 max-sm:basis-full max-sm:px-1 max-sm:pt-0">
			<div className="flex max-h-[min(264px,40dvh)] flex-wrap gap-x-4 gap-y-2 overflow-y-auto">
				<PictureTiles pictures={pictures} mode={mode} cost={alone && cost} onRemoved={onRemoved} />
				<CardTiles conversationId={conversationId} cards={cards} onRemoved={onRemoved} />
			</div>
			{!alone && cost}
		</div>
	);
}

interface CostProps {
	plan: SendPlan;
	pictures: number;
	cards: number;
	mode: SendMode;
}

/** What it costs together: WeChat has no message of a text and a picture. */
function Cost({ plan: { count, hasText }, pictures, cards, mode }: CostProps) {
	const t = useTranslations("composer");
	if (count < 2) return null;
	if (mode === "hold") return <span>{t("costHeld", { count })}</span>;
	if (cards > 0) return <span>{t("costTogether", { count })}</span>;
	return <span>{hasText ? t("costMixed", { count }) : t("costPictures", { count, pictures })}</span>;
}
