"use client";

import { useTranslations } from "next-intl";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { Avatar } from "@/components/ui/avatar";
import type { ChannelRef, MediaRef } from "@/lib/conversations/schema";
import { CardCover } from "./card-cover";
import type { CardShown } from "./field-cards";

interface CardPreviewProps {
	type: CardShown["type"];
	title: string;
	description: string;
	media: MediaRef | null;
	channel: ChannelRef;
}

/** As the customer's phone will show it: in WeChat's colours, whatever ours are, the cover 5:4. */
export function CardPreview({ type, title, description, media, channel }: CardPreviewProps) {
	const t = useTranslations("composer.cards");
	return (
		<section aria-label={t("preview")} className="flex-none">
			<p className="flex h-9 items-center justify-between px-4 text-12 font-medium text-fg-2">
				{t("preview")}
				{type === "miniprogrampage" && <span className="font-normal text-fg-3">{t("ratio")}</span>}
			</p>
			<div className="flex items-start justify-end gap-2 bg-[#ededed] px-3.5 py-4 text-[#191919]">
				{type === "link" ? (
					<div className="grid w-[206px] grid-cols-[minmax(0,1fr)_44px] gap-x-2 rounded-chip bg-white p-2.5">
						<p className="col-span-2 line-clamp-2 text-14/5 [overflow-wrap:anywhere]">
							{title || t("titleHere")}
						</p>
						<p className="mt-1 line-clamp-3 text-11/4 text-[#666] [overflow-wrap:anywhere]">{description}</p>
						<span className="mt-1 size-11 overflow-hidden">
							<CardCover media={null} link />
						</span>
					</div>
				) : (
					<div className="w-[206px] rounded-chip bg-white px-3 pt-2 pb-1">
						<p className="flex items-center gap-1 text-12 text-[#666]">
							<span className="flex size-4 flex-none items-center justify-center rounded-full bg-accent-tint text-accent-fg">
								<ChannelGlyph kind={channel.kind} size={10} />
							</span>
							<span className="truncate">{channel.name}</span>
						</p>
						<p className="mt-0.5 line-clamp-2 min-h-5 text-14/5 [overflow-wrap:anywhere]">
							{title || t("titleHere")}
						</p>
						<span className="mt-2 block h-[146px] w-[182px] overflow-hidden">
							<CardCover media={media} />
						</span>
						<p className="mt-2 flex items-center gap-1 border-t border-[#e5e5e5] pt-1 text-11 text-[#666]">
							<ChannelGlyph kind="miniprogram" size={11} />
							{t("miniProgram")}
						</p>
					</div>
				)}
				<Avatar name={channel.name} seed={channel.id} size={36} shape="square" />
			</div>
		</section>
	);
}
