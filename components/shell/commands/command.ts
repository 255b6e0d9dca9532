import type { ReactNode } from "react";
import type { TextRange } from "@/components/ui/marked-parts";

/** In the order in which the palette shows them. */
export const COMMAND_GROUPS = [
	"recent",
	"conversation",
	"conversations",
	"quickReplies",
	"goTo",
	"look",
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something that can be done, or gone to, from the command palette. */
export interface Command {
	/** The same from visit to visit: what was used is remembered by it. */
	id: string;
	group: CommandGroup;
	icon: ReactNode;
	/** In the reader's language; what is typed is looked for in it. */
	title: string;
	/** Beside the title, quieter. */
	hint?: string;
	/** Found by these words too, which are not shown. */
	words?: string;
	/** The keys that do the same. */
	keys?: readonly string[];
	/** Where it leads; such a command can be opened in another tab. */
	href?: string;
	/** What it does, where it leads nowhere. */
	run?: () => void;
	/** Where the words stand in the title, when somebody else has looked: the server. */
	found?: readonly TextRange[];
	/** The command that says the same, if it is found too. */
	sameAs?: string;
}
