/** What the palette shows, section by section. Pure. */
import type { PinyinPlaces } from "@/components/ui/pinyin";
import { COMMAND_GROUPS, type Command, type CommandGroup } from "./command";
import { type FoundCommand, matchCommands } from "./match-commands";

export interface Section {
	group: CommandGroup;
	items: FoundCommand[];
}

/** So many of each at most, beside what the server found, so that every group stays in sight. */
const MOST: Record<CommandGroup, number> = {
	recent: 4,
	conversation: 12,
	conversations: 5,
	quickReplies: 5,
	goTo: 6,
	look: 6,
};
/** Before anything is typed: what was used last, what can be done here, and whom one talked to. */
const AT_FIRST: Partial<Record<CommandGroup, number>> = {
	recent: 4,
	conversation: 12,
	conversations: 5,
	goTo: 6,
};

/** The groups that have something for the query, in their order. Without a query, `recent` are ids used before, newest first. */
export function sectionsOf(
	commands: readonly Command[],
	query: string,
	recent: readonly string[],
	pinyin: PinyinPlaces | null,
): Section[] {
	const typed = query.trim() !== "";
	const found = typed ? matchCommands(commands, query, pinyin) : withRecent(commands, recent);
	return COMMAND_GROUPS.map((group) => {
		const items = found.filter(({ command }) => command.group === group);
		const local = items.filter(({ command }) => !command.found);
		const remote = items.filter(({ command }) => command.found);
		return { group, items: [...local.slice(0, typed ? MOST[group] : (AT_FIRST[group] ?? 0)), ...remote] };
	}).filter(({ items }) => items.length > 0);
}

/** What was used lately stands in a group of its own, and not again in the one it comes from. */
function withRecent(commands: readonly Command[], recent: readonly string[]): FoundCommand[] {
	const used = recent
		.map((id) => commands.find((command) => command.id === id))
		.filter((command) => command !== undefined)
		.slice(0, MOST.recent);
	const others = commands.filter((command) => !used.includes(command));
	return [...used.map((command): Command => ({ ...command, group: "recent" })), ...others].map((command) => ({
		command,
		ranges: [],
	}));
}
