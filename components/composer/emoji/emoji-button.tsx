"use client";

import { Smile } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { onDemand } from "@/components/ui/on-demand";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { insertText } from "../insert-text";

const EmojiPanel = onDemand(
	async () => (await import("./emoji-panel")).default,
	<Skeleton className="m-2 h-80 w-72" />,
);

/** Opens all emoji; the chosen one goes to the cursor of the field. */
export function EmojiButton({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
	const t = useTranslations("composer.emoji");
	const [open, setOpen] = useState(false);
	return (
		<Popover
			open={open}
			onOpenChange={setOpen}
			label={t("title")}
			onClosed={() => field.current?.focus()}
			className="w-[306px] max-sm:w-[342px]"
			trigger={<IconButton label={t("title")} icon={<Smile size={16} strokeWidth={1.75} aria-hidden />} />}
		>
			<EmojiPanel
				onFailed={() => setOpen(false)}
				onChosen={(emoji) => {
					setOpen(false);
					if (field.current) insertText(field.current, emoji);
				}}
			/>
		</Popover>
	);
}
