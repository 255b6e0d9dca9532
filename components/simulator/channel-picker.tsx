"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { SimulatedChannel } from "./simulator-screen";

/** Looks like a field, opens a menu. */
export const PICKER =
	"flex h-[30px] min-w-0 flex-1 items-center gap-1.5 rounded-control border border-control bg-surface px-2.5 text-left text-13 hover:bg-hover max-sm:h-11";

/** The Mini Program the customer writes to. */
export function ChannelPicker({
	channels,
	channel,
	onChange,
}: {
	channels: SimulatedChannel[];
	channel: SimulatedChannel;
	onChange: (channel: SimulatedChannel) => void;
}) {
	const t = useTranslations("simulator");
	return (
		<Menu
			label={t("channel.label")}
			align="start"
			trigger={
				<button type="button" className={PICKER}>
					<span className="sr-only">{t("channel.label")}</span>
					<span className="text-fg-3">
						<ChannelGlyph kind="miniprogram" />
					</span>
					<span className="min-w-0 flex-1 truncate">{channel.name}</span>
					<ChevronDown size={14} strokeWidth={1.75} aria-hidden />
				</button>
			}
		>
			{channels.map((option) => (
				<MenuItem key={option.id} checked={option.id === channel.id} onSelect={() => onChange(option)}>
					{option.name}
				</MenuItem>
			))}
		</Menu>
	);
}
