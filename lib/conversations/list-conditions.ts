/** What a view, a channel, a tag and words mean in SQL; lists and the counts of saved filters ask alike. */
import type { Filter } from "@/lib/conversations/filter-schema";
import { SNOOZED } from "@/lib/conversations/item";
import type { View } from "@/lib/conversations/schema";
import { inScope, type Scope } from "@/lib/conversations/scope";

/** Keeps a value of the statement and answers its placeholder. */
export type Put = (value: unknown) => string;

/** A list of values, and what fills it. */
export function parameters(): { values: unknown[]; put: Put } {
	const values: unknown[] = [];
	return { values, put: (value) => `$${values.push(value)}` };
}

/**
 * Conditions on `conversations c`. What is put away leaves the queue views, unless `later` asks for nothing else; `all` keeps it.
 * `customers u` must be joined when there are words.
 */
export function conditionsOf(
	scope: Scope,
	{ view, channel, tag, q, later = false }: Omit<Filter, "sort"> & { q?: string; later?: boolean },
	put: Put,
): string[] {
	const words = q?.trim();
	return [
		VIEW_CONDITIONS[view](() => `${put(scope.agent.id)}::uuid`),
		...(later ? [`c.snoozed_until IS NOT NULL AND ${SNOOZED}`] : []),
		...(later || view === "all" || view === "closed" ? [] : [`${SNOOZED} IS NOT TRUE`]),
		...(scope.channelIds === null ? [] : [inScope("c", put(scope.channelIds))]),
		...(channel === undefined ? [] : [`c.channel_id = ${put(channel)}`]),
		...(tag === undefined ? [] : [`c.tags @> ARRAY[${put(tag)}::text]`]),
		...(words
			? [`strpos(lower(concat_ws(' ', u.alias, u.name, u.external_id)), lower(${put(words)}::text)) > 0`]
			: []),
	];
}

const VIEW_CONDITIONS: Record<View, (me: () => string) => string> = {
	mine: (me) => `c.status = 'open' AND c.assignee_id = ${me()}`,
	unassigned: () => "c.status = 'open' AND c.mode = 'agent' AND c.assignee_id IS NULL",
	bot: () => "c.status = 'open' AND c.mode = 'bot'",
	transfer: () => "c.status = 'open' AND c.mode = 'transfer'",
	all: () => "c.status = 'open'",
	closed: () => "c.status = 'closed'",
};
