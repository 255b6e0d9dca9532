import type { Bulk } from "@/lib/conversations/bulk-schema";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";

/** One act on many rows, as it is chosen: with the colleague's name, so that it can be shown at once. */
export type BulkAct =
	| { kind: "close" }
	| { kind: "assign"; to: AgentRef | null }
	| { kind: "tag"; tag: string; on: boolean };

/** The same for the server. */
export function toAction(act: BulkAct): Bulk["action"] {
	if (act.kind === "close") return { kind: "close" };
	if (act.kind === "assign") return { kind: "assign", agentId: act.to?.id ?? null };
	return { kind: "tag", add: act.on ? [act.tag] : [], remove: act.on ? [] : [act.tag] };
}

/** What a row looks like once it is done. */
export function expectedOf(item: ConversationItem, act: BulkAct): Partial<ConversationItem> {
	if (act.kind === "close") return { status: "closed" };
	if (act.kind === "assign") return { assignee: act.to, mode: "agent", status: "open" };
	const others = item.tags.filter((tag) => tag !== act.tag);
	return { tags: act.on ? [...others, act.tag] : others };
}

/**
 * What takes it back, given the rows as they were; null when that cannot be done wholly: a conversation that the bot had,
 * or that was closed, is more than assigned. Rows that were already as asked are left alone.
 */
export function undoOf(before: ConversationItem[], act: BulkAct): Bulk[] | null {
	if (act.kind === "close")
		return steps([[before.filter(({ status }) => status === "open"), { kind: "reopen" }]]);
	if (act.kind === "tag") {
		const changed = before.filter(({ tags }) => tags.includes(act.tag) !== act.on);
		return steps([[changed, toAction({ ...act, on: !act.on })]]);
	}
	if (before.some(({ mode, status }) => mode !== "agent" || status === "closed")) return null;
	const moved = before.filter(({ assignee }) => assignee?.id !== act.to?.id);
	const owners = [...new Set(moved.map(({ assignee }) => assignee?.id ?? null))];
	return steps(
		owners.map((agentId) => [
			moved.filter(({ assignee }) => (assignee?.id ?? null) === agentId),
			// Who has passed one on meanwhile, or lost it, is not robbed of it.
			{ kind: "assign", agentId, from: act.to?.id ?? null },
		]),
	);
}

const steps = (groups: [ConversationItem[], Bulk["action"]][]): Bulk[] =>
	groups
		.filter(([items]) => items.length > 0)
		.map(([items, action]) => ({ ids: items.map(({ id }) => id), action }));
