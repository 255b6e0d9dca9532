import { ArrowRightLeft, Bot, Check, Inbox, type LucideIcon, UserRound } from "lucide-react";
import type { ChipTone } from "@/components/ui/chip";
import type { ConversationItem, Mode } from "@/lib/conversations/schema";

/** The icon of each mode, everywhere. */
export const MODE_ICON = { bot: Bot, agent: UserRound, transfer: ArrowRightLeft } satisfies Record<
	Mode,
	LucideIcon
>;

const MODE_TONE = { bot: "bot", agent: "accent", transfer: "xfer" } satisfies Record<Mode, ChipTone>;

interface StateLook {
	/** Key of the word under `mode.chip`. */
	word: Mode | "unassigned" | "closed";
	icon: LucideIcon;
	tone: ChipTone;
}

/** Who handles the conversation, in one word: its mode, or that it is closed, or that nobody has taken it. */
export function stateLook({
	mode,
	status,
	assignee,
}: Pick<ConversationItem, "mode" | "status" | "assignee">): StateLook {
	if (status === "closed") return { word: "closed", icon: Check, tone: "neutral" };
	if (mode === "agent" && !assignee) return { word: "unassigned", icon: Inbox, tone: "warn" };
	return { word: mode, icon: MODE_ICON[mode], tone: MODE_TONE[mode] };
}
