import { expect, test } from "vitest";
import type { Command, CommandGroup } from "@/components/shell/commands/command";
import { sectionsOf } from "@/components/shell/commands/palette-sections";
import { recentIds } from "@/components/ui/recent-ids";

const many = (group: CommandGroup, count: number, found?: Command["found"]): Command[] =>
	Array.from({ length: count }, (_, n) => ({
		id: `${group}-${found ? "found-" : ""}${n}`,
		group,
		icon: null,
		title: `${group} ${n}`,
		found,
	}));

const shape = (commands: Command[], query: string, recent: string[] = []) =>
	sectionsOf(commands, query, recent, null).map(({ group, items }) => [
		group,
		items.map(({ command }) => command.id),
	]);

test("before anything is typed: what was used last, what can be done here, whom one talked to", () => {
	const commands = [...many("conversation", 2), ...many("conversations", 9), ...many("look", 3)];
	expect(shape(commands, " ", ["look-2", "gone", "conversation-1"])).toEqual([
		["recent", ["look-2", "conversation-1"]],
		["conversation", ["conversation-0"]],
		["conversations", [0, 1, 2, 3, 4].map((n) => `conversations-${n}`)],
	]);
});

test("however many are found here, what the server found stays in sight below them", () => {
	const commands = [...many("conversations", 30), ...many("conversations", 2, [[0, 1]])];
	const renamed = commands.map((command) => (command.found ? { ...command, title: "found" } : command));
	expect(shape(renamed, "conversations")).toEqual([
		[
			"conversations",
			[...[0, 1, 2, 3, 4].map((n) => `conversations-${n}`), "conversations-found-0", "conversations-found-1"],
		],
	]);
});

test("what was used last is remembered, newest first and each once; what cannot be read counts as nothing", () => {
	const kept = new Map<string, string>();
	const storage = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key),
	};
	const recent = recentIds(storage, "k");
	for (const id of ["a", "b", "a", "c"]) recent.use(id);
	expect(recent.read()).toEqual(["c", "a", "b"]);
	for (let n = 0; n < 50; n++) recent.use(`${n}`);
	expect(recent.read()).toHaveLength(12);
	for (const broken of ["{", "7", '[1, "x"]']) {
		kept.set("k", broken);
		expect(recent.read()).toEqual(broken.startsWith("[") ? ["x"] : []);
	}
});
