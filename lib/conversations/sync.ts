/** What changed since a cursor, gapless and without locks. */
import type { z } from "zod";
import { listAlarms } from "@/lib/channels/alarms";
import { countConversations } from "@/lib/conversations/counts";
import { displayName, ITEM_JOINS, type ItemRow, itemColumns, toItem } from "@/lib/conversations/item";
import type { SyncAnswer, syncQuerySchema, Taken } from "@/lib/conversations/schema";
import { inScope, requireInScope, type Scope } from "@/lib/conversations/scope";
import { MESSAGE_COLUMNS, MESSAGE_JOINS, type MessageRow, toMessage } from "@/lib/conversations/thread";
import { row, rows } from "@/lib/db";

/** More changes than this and loading the page again is cheaper. */
const MAX_ROWS = 200;

export type SyncQuery = z.infer<typeof syncQuerySchema>;

interface Horizon {
	/** The oldest transaction still running when we looked: everything before it is visible. */
	cursor: string;
	/** The next transaction id: no honest cursor is greater. */
	limit: string;
	/** The transaction that last erased a customer; null when none did. What is gone has no row that could say so. */
	erased: string | null;
}

/**
 * Every row carries the id of the transaction that changed it last. The next cursor is the oldest transaction running
 * *before* the rows are read: what commits later has that id or a greater one, so the next call sees it. A row may
 * come twice, none is missed.
 */
export async function sync(scope: Scope, query: SyncQuery, now: Date): Promise<SyncAnswer> {
	if (query.conversation) await requireInScope(scope, query.conversation);
	const horizon = await row<Horizon>({
		name: "sync_horizon",
		text: `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS cursor, pg_snapshot_xmax(pg_current_snapshot())::text AS limit,
			(SELECT max(change_id) FROM erase_tasks)::text AS erased`,
	});
	const { since } = query;
	if (since === undefined || isOutdated(since, horizon)) {
		return answer(scope, horizon.cursor, [], [], since !== undefined, now);
	}
	const changed = await changedConversations(scope, since);
	const messages = query.conversation ? await changedMessages(query.conversation, since) : [];
	const reset = changed.length > MAX_ROWS || messages.length > MAX_ROWS;
	return reset
		? answer(scope, horizon.cursor, [], [], true, now)
		: answer(scope, horizon.cursor, changed, messages, false, now);
}

/** What changes say is not enough: something is gone, or the cursor is of another database. */
const isOutdated = (since: string, { limit, erased }: Horizon): boolean =>
	BigInt(since) > BigInt(limit) || (erased !== null && BigInt(erased) >= BigInt(since));

async function answer(
	scope: Scope,
	cursor: string,
	changed: ChangedRow[],
	messages: MessageRow[],
	reset: boolean,
	now: Date,
): Promise<SyncAnswer> {
	const { counts, attention, channels, later } = await countConversations(scope);
	return {
		cursor,
		conversations: changed.map((item) => toItem(item, now)),
		taken: changed.flatMap(toTaken),
		messages: messages.map(toMessage),
		counts,
		attention,
		channels,
		later,
		reset,
		alarms: await listAlarms(scope.channelIds),
	};
}

interface ChangedRow extends ItemRow {
	taken: { seq: number; by: string | null; to: string | null } | null;
}

/** The newest event since the cursor by which somebody else took the conversation from this agent. */
const TAKEN = `CASE WHEN c.assignee_id IS DISTINCT FROM $3::uuid THEN (
	SELECT jsonb_build_object('seq', e.seq, 'by', w.name, 'to', e.content ->> 'to')
	FROM messages e LEFT JOIN agents w ON w.id = e.author_id
	WHERE e.conversation_id = c.id AND e.change_id >= $1::bigint AND e.direction = 'event' AND e.type = 'assigned'
		AND e.content ->> 'fromId' = $3::uuid::text AND e.author_id IS DISTINCT FROM $3::uuid
	ORDER BY e.seq DESC LIMIT 1) END`;

const changedConversations = (scope: Scope, since: string): Promise<ChangedRow[]> =>
	rows<ChangedRow>({
		name: "sync_conversations",
		text: `SELECT ${itemColumns("$3")}, ${TAKEN} AS taken FROM conversations c ${ITEM_JOINS}
			WHERE c.change_id >= $1::bigint AND ${inScope("c", "$2")} ORDER BY c.change_id LIMIT ${MAX_ROWS + 1}`,
		values: [since, scope.channelIds, scope.agent.id],
	});

const toTaken = ({ taken, ...item }: ChangedRow): Taken[] =>
	taken
		? [
				{
					...taken,
					conversationId: item.id,
					customerName: displayName(item.customer_name, item.external_id),
				},
			]
		: [];

const changedMessages = (conversationId: string, since: string): Promise<MessageRow[]> =>
	rows<MessageRow>({
		name: "sync_messages",
		text: `SELECT ${MESSAGE_COLUMNS} FROM messages m ${MESSAGE_JOINS}
			WHERE m.conversation_id = $1 AND m.change_id >= $2::bigint ORDER BY m.seq LIMIT ${MAX_ROWS + 1}`,
		values: [conversationId, since],
	});
