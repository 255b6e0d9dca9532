/** Numbers beside views and channels, in one statement. */
import { SNOOZED } from "@/lib/conversations/item";
import type { ChannelRef, Counts, ViewCounts } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";

/** Open conversations by view and by channel. */
export async function countConversations(scope: Scope): Promise<Counts> {
	const queued = `AND ${SNOOZED} IS NOT TRUE`;
	const channels = await rows<ChannelRef & ViewCounts>({
		name: "count_conversations",
		text: `SELECT h.id, h.kind, h.name, count(c.id)::int AS all,
				count(*) FILTER (WHERE c.assignee_id = $2 ${queued})::int AS mine,
				count(*) FILTER (WHERE c.mode = 'agent' AND c.assignee_id IS NULL ${queued})::int AS unassigned,
				count(*) FILTER (WHERE c.mode = 'bot' ${queued})::int AS bot,
				count(*) FILTER (WHERE c.mode = 'transfer' ${queued})::int AS transfer
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
