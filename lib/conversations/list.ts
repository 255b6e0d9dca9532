/** The queue: pages of conversations. The number of statements never depends on the rows. */

import type { z } from "zod";
import { REPLY_WINDOW_SECONDS } from "@/lib/channels/reply-window";
import { ITEM_JOINS, type ItemRow, itemColumns, toItem } from "@/lib/conversations/item";
import { conditionsOf, type Put, parameters } from "@/lib/conversations/list-conditions";
import { type Place, parseCursor, toCursor } from "@/lib/conversations/list-cursor";
import { MODES } from "@/lib/conversations/names";
import type { ConversationItem, listQuerySchema, Page, Sort, View } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";

export type ListQuery = Omit<z.infer<typeof listQuerySchema>, "sort" | "later"> & {
	sort?: Sort;
	later?: boolean;
};

type PlacedRow = ItemRow & { waits: boolean; place_at: Date };

/**
 * One page of a view. `newest`: last activity first. `waiting` and `dying`: first those who wait, by since when or by what
 * ends first of the first answer's time and the reply window, then the rest by last activity.
 * @throws AppError `bad_request` for a cursor that is not ours, or of another sort
 */
export async function listConversations(
	scope: Scope,
	{ sort = "newest", ...query }: ListQuery,
	now: Date,
): Promise<Page<ConversationItem>> {
	const after = query.cursor === undefined ? null : parseCursor(sort, query.cursor);
	const { values, put } = parameters();
	const conditions = conditionsOf(scope, query, put);
	const limit = put(query.limit + 1);
	const me = put(scope.agent.id);
	const joins = joinsOf(sort, query.q);
	const parts = partsOf(sort, query.view, after).map((part) => sqlOf(part, conditions, joins, limit, put));
	const isPlain = query.channel === undefined && query.tag === undefined && !query.q && !query.later;
	const found = await rows<PlacedRow>({
		// Only what is asked all day is prepared: the plan of a rare filter depends on its values.
		...(isPlain && { name: nameOf(scope, query.view, sort, after) }),
		text: `WITH places AS (SELECT p.* FROM (${parts.join(" UNION ALL ")}) p ORDER BY ${ORDER} LIMIT ${limit})
			SELECT ${itemColumns(me)}, p.waits, p.at AS place_at FROM places p JOIN conversations c ON c.id = p.id ${ITEM_JOINS}
			ORDER BY ${ORDER}`,
		values,
	});
	const page = found.slice(0, query.limit);
	const last = found.length > query.limit ? page.at(-1) : undefined;
	return {
		items: page.map((row) => toItem(row, now)),
		nextCursor: last
			? toCursor(sort, { waits: last.waits, at: last.place_at.toISOString(), id: last.id })
			: null,
	};
}

interface Part {
	/** Null: everybody, waiting or not. */
	waits: boolean | null;
	/** What the part is ordered by. */
	at: string;
	after: Place | null;
	/** A condition that makes an index yield the part in order. */
	only?: string;
}

const ORDER =
	"p.waits DESC, CASE WHEN p.waits THEN p.at END, CASE WHEN p.waits THEN p.id END, p.at DESC, p.id DESC";

/** Of who waits the window is the one of their last message: to read it in the ledger, row by row, would cost most of the list. */
const WINDOW_END = `c.last_customer_message_at + interval '${REPLY_WINDOW_SECONDS} s'`;
const WAITING_BY = {
	waiting: "c.waiting_since",
	dying: `least(c.waiting_since + make_interval(mins => h.sla_minutes), ${WINDOW_END})`,
} as const;

/** The parts of the list that the page may reach into, each yielded in order by an index, or of those who wait, who are few. */
function partsOf(sort: Sort, view: View, after: Place | null): Part[] {
	const at = "c.last_activity_at";
	if (sort === "newest") return byMode(view, { waits: null, at, after });
	const rest = byMode(view, { waits: false, at, after: after?.waits ? null : after });
	// In a closed conversation nobody waits.
	return view === "closed" || (after && !after.waits)
		? rest
		: [{ waits: true, at: WAITING_BY[sort], after }, ...rest];
}

/** The index of the list is in order within one mode: views of all modes are merged from three. */
const byMode = (view: View, part: Part): Part[] =>
	view === "all" || view === "closed"
		? MODES.map((mode) => ({ ...part, only: `c.mode = '${mode}'` }))
		: [part];

function sqlOf(
	{ waits, at, after, only }: Part,
	conditions: string[],
	joins: string,
	limit: string,
	put: Put,
): string {
	const [direction, beyond] = waits ? ["ASC", ">"] : ["DESC", "<"];
	const where = [
		...conditions,
		...(only === undefined ? [] : [only]),
		...(waits === null ? [] : [`c.waiting_since IS ${waits ? "NOT NULL" : "NULL"}`]),
		...(after ? [`(${at}, c.id) ${beyond} (${put(after.at)}::timestamptz, ${put(after.id)}::uuid)`] : []),
	];
	return `(SELECT c.id, ${waits === true} AS waits, ${at} AS at FROM conversations c ${joins}
		WHERE ${where.join(" AND ")} ORDER BY ${at} ${direction}, c.id ${direction} LIMIT ${limit})`;
}

/** Only what the places themselves need; the rows of the page are joined with everything. */
const joinsOf = (sort: Sort, q: string | undefined): string =>
	(q?.trim() ? "JOIN customers u ON u.id = c.customer_id " : "") +
	(sort === "dying" ? "JOIN channels h ON h.id = c.channel_id" : "");

const nameOf = (scope: Scope, view: string, sort: Sort, after: Place | null): string =>
	["list", view, sort, scope.channelIds ? "scoped" : "all", after ? `after_${after.waits}` : "first"].join(
		"_",
	);
