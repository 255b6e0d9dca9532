"use client";

import { useTranslations } from "next-intl";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { classNames } from "@/components/ui/class-names";
import { mediaUrl } from "./simulator-data";
import type { TranscriptItem } from "./simulator-wire";

interface PhoneBubbleProps {
	item: TranscriptItem;
	channelName: string;
	/** The customer's own. */
	mine: boolean;
}

/** What was said: text, picture, card or link; anything else by its type. */
export function PhoneBubble({ item, channelName, mine }: PhoneBubbleProps) {
	const t = useTranslations("simulator.phone");
	if (item.type === "text")
		return (
			<p
				className={classNames(
					"rounded-[5px] px-[11px] py-2 [overflow-wrap:anywhere] whitespace-pre-wrap",
					mine ? "bg-[#95ec69]" : "bg-white",
				)}
			>
				{item.text}
			</p>
		);
	if (item.type === "image" && item.url)
		return <Picture url={item.url} alt={t("image")} width={128} height={96} className="rounded-[5px]" />;
	if (item.type === "miniprogrampage") return <Card item={item} channelName={channelName} />;
	if (item.type === "link") return <LinkCard item={item} />;
	return <p className="rounded-[5px] bg-white px-[11px] py-2 text-[#636363]">[{item.type}]</p>;
}

function Card({ item, channelName }: { item: TranscriptItem; channelName: string }) {
	const t = useTranslations("simulator.phone");
	return (
		<div className="w-[206px] rounded-[5px] bg-white px-3 pt-2.5 text-14/5">
			<p className="mb-1 flex items-center gap-1.5 text-12 text-[#636363]">
				<span className="flex size-[18px] items-center justify-center rounded-full bg-[#e7f2ed] text-[#0a7257]">
					<ChannelGlyph kind="miniprogram" size={11} />
				</span>
				<span className="truncate">{channelName}</span>
			</p>
			<p className="[overflow-wrap:anywhere]">{item.title}</p>
			{item.thumbUrl && <Picture url={item.thumbUrl} alt="" width={182} height={146} className="mt-1.5" />}
			<p className="mt-2 flex items-center gap-1 border-t border-[#ececec] pt-[5px] pb-1.5 text-11 text-[#636363]">
				<ChannelGlyph kind="miniprogram" size={11} />
				{t("miniProgram")}
			</p>
		</div>
	);
}

/** Its address and picture may be anywhere, so neither is opened. */
function LinkCard({ item }: { item: TranscriptItem }) {
	return (
		<div className="w-[206px] rounded-[5px] bg-white px-3 py-2.5 text-14/5">
			<p className="[overflow-wrap:anywhere]">{item.title}</p>
			<p className="mt-1 line-clamp-3 text-12 text-[#636363]">{item.description}</p>
		</div>
	);
}

interface PictureProps {
	url: string;
	alt: string;
	width: number;
	height: number;
	className: string;
}

function Picture({ url, alt, width, height, className }: PictureProps) {
	return (
		// biome-ignore lint/performance/noImgElement: it needs the session, which an image optimiser has not.
		<img
			src={mediaUrl(url)}
			alt={alt}
			width={width}
			height={height}
			className={classNames("bg-[#dcdcdc] object-cover", className)}
			style={{ width, height }}
		/>
	);
}
