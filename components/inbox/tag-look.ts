import type { TagColor } from "@/lib/conversations/tag-schema";

/** Border and words of a tag. */
export const TAG_LOOK = {
	neutral: "border-line-2 text-fg-2",
	accent: "border-accent-line text-accent-fg",
	bot: "border-bot-line text-bot-fg",
	xfer: "border-xfer-line text-xfer-fg",
	warn: "border-warn-line text-warn-fg",
	danger: "border-danger-line text-danger-fg",
} satisfies Record<TagColor, string>;
