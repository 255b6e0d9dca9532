import { Archive, ArrowRightLeft, Bot, Inbox, Layers, type LucideIcon, UserRound } from "lucide-react";
import type { View, ViewCounts } from "@/lib/conversations/schema";

/** The icon of each view. */
export const VIEW_ICON = {
	mine: UserRound,
	unassigned: Inbox,
	bot: Bot,
	transfer: ArrowRightLeft,
	all: Layers,
	closed: Archive,
} satisfies Record<View, LucideIcon>;

/** How many a view holds; undefined while unknown, and for closed ones, which nobody counts. */
export const countOf = (view: View, counts: ViewCounts | undefined): number | undefined =>
	view === "closed" ? undefined : counts?.[view];
