/** Numbers beside views and channels, in one statement. */
import type { Attention } from "@/lib/conversations/attention-schema";
import { SNOOZED } from "@/lib/conversations/item";
import type { ChannelRef, Counts, ViewCounts } from "@/lib/conversations/schema";
import { inScope, type Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";

/** Of the whole scope, whatever the row: the planner asks once. */
const UNREAD = `(SELECT count(*)::int FROM conversations c WHERE c.assignee_id = $2 AND c.status = 'open' AND c.mode = 'agent'
	AND c.unread > 0 AND ${SNOOZED} IS NOT TRUE AND ${inScope("c", "$1")})`;
const MENTIONS = `(SELECT count(*)::int FROM mentions s JOIN conversations c ON c.id = s.conversation_id
	WHERE s.agent_id = $2 AND s.seen_at IS NULL AND ${inScope("c", "$1")})`;

/** Open conversations by view and by channel: sums that triggers keep (conversation_counts), less what is put away. */
export async function countConversations(scope: Scope): Promise<Counts> {
	const channels = await rows<ChannelRef & ViewCounts & Attention & { later: number }>({
		name: "count_conversations",
		text: `SELECT h.id, h.kind, h.name, coalesce(sum(n.amount) FILTER (WHERE NOT n.snoozed), 0)::int AS all,
				coalesce(sum(n.amount) FILTER (WHERE n.assignee_id = $2), 0)::int AS mine,
				coalesce(sum(n.amount) FILTER (WHERE n.mode = 'agent' AND n.assignee_id IS NULL), 0)::int AS unassigned,
				coalesce(sum(n.amount) FILTER (WHERE n.mode = 'bot'), 0)::int AS bot,
				coalesce(sum(n.amount) FILTER (WHERE n.mode = 'transfer'), 0)::int AS transfer,
				coalesce(-sum(n.amount) FILTER (WHERE n.snoozed AND n.assignee_id = $2), 0)::int AS later,
				${UNREAD} AS unread, ${MENTIONS} AS mentions
			FROM channels h LEFT JOIN (
				SELECT channel_id, mode, assignee_id, amount, false AS snoozed FROM conversation_counts
				UNION ALL
				SELECT c.channel_id, c.mode, c.assignee_id, -1, true FROM conversations c
				WHERE c.snoozed_until IS NOT NULL AND c.status = 'open' AND ${SNOOZED}
			) n ON n.channel_id = h.id
			WHERE $1::text[] IS NULL OR h.id = ANY($1) GROUP BY h.id ORDER BY h.created_at, h.id`,
		values: [scope.channelIds, scope.agent.id],
	});
	const sum = (view: keyof ViewCounts | "later") =>
		channels.reduce((total, channel) => total + channel[view], 0);
	return {
		counts: {
			mine: sum("mine"),
			unassigned: sum("unassigned"),
			bot: sum("bot"),
			transfer: sum("transfer"),
			all: sum("all"),
		},
		attention: { unread: channels[0]?.unread ?? 0, mentions: channels[0]?.mentions ?? 0 },
		channels: channels.map(({ id, kind, name, all }) => ({ id, kind, name, count: all })),
		later: sum("later"),
	};
}

/** So many rows more than sums, and they are added up. */
const SUM_FROM_ROWS = 500;

/** Adds up what changes have left in conversation_counts; nothing but speed depends on it. */
export async function sumCounts(): Promise<void> {
	await rows({
		text: `SELECT kefu_sum_counts() FROM (
				SELECT count(*) - count(DISTINCT (channel_id, mode, assignee_id)) AS more FROM conversation_counts
			) c WHERE c.more > ${SUM_FROM_ROWS}`,
	});
}
