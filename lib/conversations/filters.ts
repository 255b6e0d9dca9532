/** Views of the list that an agent keeps, each with a live count. */

import {
	type ChangeFilter,
	type CreateFilter,
	FILTERS_MOST,
	type Filter,
	filterSchema,
	type SavedFilter,
} from "@/lib/conversations/filter-schema";
import { FILTER_COUNT_MAX } from "@/lib/conversations/limits";
import { conditionsOf, type Put, parameters } from "@/lib/conversations/list-conditions";
import type { Scope } from "@/lib/conversations/scope";
import { type Queryable, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

interface FilterRow {
	id: string;
	name: string;
	filter: unknown;
}

/** One's own, in one's own order; two statements however many there are. */
export async function listFilters(scope: Scope): Promise<SavedFilter[]> {
	const found = await rows<FilterRow>({
		name: "list_filters",
		text: "SELECT id, name, filter FROM saved_filters WHERE agent_id = $1 ORDER BY position, created_at, id",
		values: [scope.agent.id],
	});
	const filters = found.map((row) => ({ ...row, filter: filterSchema.parse(row.filter) }));
	const counts = await countFilters(
		scope,
		filters.map(({ filter }) => filter),
	);
	return filters.map((row, index) => ({ ...row, count: counts[index] ?? 0 }));
}

/** How many conversations each shows now, at most FILTER_COUNT_MAX, in one statement. */
async function countFilters(scope: Scope, filters: Filter[]): Promise<number[]> {
	if (filters.length === 0) return [];
	const { values, put } = parameters();
	const counted = filters.map((filter, index) => `(${sqlOf(scope, filter, put)}) AS n${index}`);
	const [found] = await rows<Record<string, number>>({ text: `SELECT ${counted.join(", ")}`, values });
	return filters.map((_, index) => found?.[`n${index}`] ?? 0);
}

const sqlOf = (scope: Scope, filter: Filter, put: Put): string =>
	`SELECT count(*)::int FROM (SELECT 1 FROM conversations c
		WHERE ${conditionsOf(scope, filter, put).join(" AND ")} LIMIT ${FILTER_COUNT_MAX}) x`;

/** Puts a new one at the end. @throws AppError `conflict` when there are FILTERS_MOST */
export async function createFilter(scope: Scope, { name, filter }: CreateFilter): Promise<SavedFilter> {
	const [made] = await rows<{ id: string }>({
		text: `INSERT INTO saved_filters (agent_id, name, filter, position)
			SELECT $1, $2, $3, coalesce(max(f.position) + 1, 0) FROM saved_filters f WHERE f.agent_id = $1
			HAVING count(*) < $4 RETURNING id`,
		values: [scope.agent.id, name, JSON.stringify(filter), FILTERS_MOST],
	});
	if (!made) throw new AppError("conflict", { message: `at most ${FILTERS_MOST} saved filters` });
	return getFilter(scope, made.id);
}

/** Changes what is named; `position` moves it. @throws AppError `not_found` */
export async function changeFilter(
	scope: Scope,
	id: string,
	{ name, filter, position }: ChangeFilter,
): Promise<SavedFilter> {
	await transaction(async (tx) => {
		const own = await lockOwn(scope, tx);
		if (!own.includes(id)) throw new AppError("not_found", { message: "no such filter" });
		await rows(
			{
				text: "UPDATE saved_filters SET name = coalesce($2, name), filter = coalesce($3, filter) WHERE id = $1",
				values: [id, name ?? null, filter ? JSON.stringify(filter) : null],
			},
			tx,
		);
		if (position === undefined) return;
		const order = own.filter((other) => other !== id).toSpliced(position, 0, id);
		await rows(
			{
				text: `UPDATE saved_filters f SET position = o.n - 1
					FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, n) WHERE f.id = o.id`,
				values: [order],
			},
			tx,
		);
	});
	return getFilter(scope, id);
}

/** @throws AppError `not_found` */
export async function deleteFilter({ agent }: Scope, id: string): Promise<void> {
	const gone = await rows({
		text: "DELETE FROM saved_filters WHERE id = $1 AND agent_id = $2 RETURNING id",
		values: [id, agent.id],
	});
	if (gone.length === 0) throw new AppError("not_found", { message: "no such filter" });
}

async function getFilter(scope: Scope, id: string): Promise<SavedFilter> {
	const found = (await listFilters(scope)).find((filter) => filter.id === id);
	if (!found) throw new AppError("not_found", { message: "no such filter" });
	return found;
}

async function lockOwn({ agent }: Scope, tx: Queryable): Promise<string[]> {
	const own = await rows<{ id: string }>(
		{
			text: "SELECT id FROM saved_filters WHERE agent_id = $1 ORDER BY position, created_at, id FOR UPDATE",
			values: [agent.id],
		},
		tx,
	);
	return own.map(({ id }) => id);
}
