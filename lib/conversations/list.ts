/** The queue: pages of conversations and the counts of the views. The number of statements never depends on the rows. */
import { z } from "zod";
import { ITEM_COLUMNS, ITEM_JOINS, type ItemRow, toItem } from "@/lib/conversations/item";
import type {
	ChannelCount,
	ChannelRef,
	ConversationItem,
	listQuerySchema,
	Page,
	View,
	ViewCounts,
} from "@/lib/conversations/schema";
import { inScope, type Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** `$2` is the agent who asks. */
const VIEW_CONDITIONS: Record<View, string> = {
	mine: "c.status = 'open' AND c.assignee_id = $2",
	unassigned: "c.status = 'open' AND c.mode = 'agent' AND c.assignee_id IS NULL",
	bot: "c.status = 'open' AND c.mode = 'bot'",
	transfer: "c.status = 'open' AND c.mode = 'transfer'",
	all: "c.status = 'open'",
	closed: "c.status = 'closed'",
};

export type ListQuery = z.infer<typeof listQuerySchema>;

/** One page of a view, newest activity first. @throws AppError `bad_request` for a cursor that is not ours */
export async function listConversations(
	scope: Scope,
	query: ListQuery,
	now: Date,
): Promise<Page<ConversationItem>> {
	const after = query.cursor === undefined ? null : parseCursor(query.cursor);
	const found = await rows<ItemRow>({
		name: `list_${query.view}`,
		text: `SELECT ${ITEM_COLUMNS} FROM conversations c ${ITEM_JOINS}
			WHERE ${VIEW_CONDITIONS[query.view]} AND ${inScope("c", "$1")} AND ($2::uuid IS NOT NULL)
				AND ($3::text IS NULL OR c.channel_id = $3)
				AND ($4::text IS NULL OR strpos(lower(concat_ws(' ', u.alias, u.name, u.external_id)), lower($4)) > 0)
				AND ($5::timestamptz IS NULL OR (c.last_activity_at, c.id) < ($5, $6))
			ORDER BY c.last_activity_at DESC, c.id DESC LIMIT $7`,
		values: [
			scope.channelIds,
			scope.agent.id,
			query.channel ?? null,
			query.q?.trim() || null,
			after?.at ?? null,
			after?.id ?? null,
			query.limit + 1,
		],
	});
	const page = found.slice(0, query.limit);
	const last = found.length > query.limit ? page.at(-1) : undefined;
	return { items: page.map((row) => toItem(row, now)), nextCursor: last ? toCursor(last) : null };
}

export interface Counts {
	counts: ViewCounts;
	/** Open conversations of each channel in scope. */
	channels: ChannelCount[];
}

/** Open conversations by view and by channel. */
export async function countConversations(scope: Scope): Promise<Counts> {
	const channels = await rows<ChannelRef & ViewCounts>({
		name: "count_conversations",
		text: `SELECT h.id, h.kind, h.name, count(c.id)::int AS all,
				count(*) FILTER (WHERE c.assignee_id = $2)::int AS mine,
				count(*) FILTER (WHERE c.mode = 'agent' AND c.assignee_id IS NULL)::int AS unassigned,
				count(*) FILTER (WHERE c.mode = 'bot')::int AS bot,
				count(*) FILTER (WHERE c.mode = 'transfer')::int AS transfer
			FROM channels h LEFT JOIN conversations c ON c.channel_id = h.id AND c.status = 'open'
			WHERE $1::text[] IS NULL OR h.id = ANY($1) GROUP BY h.id ORDER BY h.created_at, h.id`,
		values: [scope.channelIds, scope.agent.id],
	});
	const sum = (view: keyof ViewCounts) => channels.reduce((total, channel) => total + channel[view], 0);
	return {
		counts: {
			mine: sum("mine"),
			unassigned: sum("unassigned"),
			bot: sum("bot"),
			transfer: sum("transfer"),
			all: sum("all"),
		},
		channels: channels.map(({ id, kind, name, all }) => ({ id, kind, name, count: all })),
	};
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

const toCursor = ({ last_activity_at, id }: ItemRow): string =>
	Buffer.from(JSON.stringify([last_activity_at.toISOString(), id])).toString("base64url");

function parseCursor(cursor: string): { at: string; id: string } {
	try {
		const [at, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
		return { at, id };
	} catch (cause) {
		throw new AppError("bad_request", { message: "the cursor is not one of ours", cause });
	}
}
