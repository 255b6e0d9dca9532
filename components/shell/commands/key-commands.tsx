"use client";

import {
	ArrowRightLeft,
	BellRing,
	Bot,
	Check,
	CornerDownRight,
	Keyboard,
	LayoutTemplate,
	Link,
	Lock,
	type LucideIcon,
	MailOpen,
	MessagesSquare,
	PanelLeft,
	PanelRight,
	Reply,
	Search,
	Smartphone,
	Tag,
	UserRound,
	UserRoundPlus,
	Zap,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { INBOX_PATH } from "@/components/inbox/inbox-url";
import { SIMULATOR_PATH } from "../rail";
import { type Shortcut, type ShortcutName, shortcutEntries } from "../shortcut-table";
import { useShortcutRunner } from "../shortcuts";
import type { Command, CommandGroup } from "./command";

/** In the order in which they are offered; a key that is not named here comes last. */
const LOOKS: Partial<Record<ShortcutName, { icon: LucideIcon; href?: string }>> = {
	reply: { icon: Reply },
	note: { icon: Lock },
	takeOver: { icon: CornerDownRight },
	modeTransfer: { icon: ArrowRightLeft },
	assign: { icon: UserRound },
	assignToMe: { icon: UserRoundPlus },
	modeBot: { icon: Bot },
	modeAgent: { icon: UserRound },
	end: { icon: Check },
	remind: { icon: BellRing },
	tag: { icon: Tag },
	card: { icon: LayoutTemplate },
	link: { icon: Link },
	claimNext: { icon: UserRoundPlus },
	nextUnread: { icon: MailOpen },
	search: { icon: Search },
	goToInbox: { icon: MessagesSquare, href: INBOX_PATH },
	goToSimulator: { icon: Smartphone, href: SIMULATOR_PATH },
	customerPanel: { icon: PanelRight },
	viewsPane: { icon: PanelLeft },
	sheet: { icon: Keyboard },
};

/** Keys that mean something only where the focus is, or many things at once. */
const NO_COMMANDS: ShortcutName[] = ["next", "previous", "select", "views", "palette", "leave"];

const GROUPS: Record<Shortcut["group"], CommandGroup> = {
	list: "goTo",
	conversation: "conversation",
	composer: "conversation",
	mode: "conversation",
	goTo: "goTo",
	global: "look",
};

const ORDER = Object.keys(LOOKS);
const placeOf = (name: ShortcutName): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** What keys can do just now, as commands: the very same handlers. */
export function useKeyCommands(): () => Command[] {
	const t = useTranslations("commands");
	const tKeys = useTranslations("shortcuts.action");
	const { can, run } = useShortcutRunner();
	return () =>
		shortcutEntries
			.filter(([name]) => can(name) && !NO_COMMANDS.includes(name))
			.toSorted(([a], [b]) => placeOf(a) - placeOf(b))
			.map(([name, { group, keys }]): Command => {
				const Icon = LOOKS[name]?.icon ?? Zap;
				// A key of the texts, or none: `has` knows.
				const own = `action.${name}` as "action.assign";
				const more = `hint.${name}` as "hint.assign";
				return {
					id: `key-${name}`,
					group: GROUPS[group],
					icon: <Icon size={16} strokeWidth={1.75} aria-hidden />,
					title: t.has(own) ? t(own) : tKeys(name),
					hint: t.has(more) ? t(more) : undefined,
					keys,
					href: LOOKS[name]?.href,
					run: () => run(name),
				};
			});
}
