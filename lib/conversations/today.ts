import type { Scope } from "@/lib/conversations/scope";
import type { Today, TodayQuery } from "@/lib/conversations/today-schema";
import { row } from "@/lib/db";

/**
 * What this agent has done since `since`: how many conversations they have replied to or closed, wherever they are now; and
 * how long, in the middle, those customers had waited for their first reply of the day. Waiting begins with the first
 * message that nobody had answered, or where there is none with the conversation's coming to people.
 */
export const countToday = ({ agent }: Scope, { since }: TodayQuery): Promise<Today> =>
	row<Today>({
		name: "count_today",
		text: `WITH done AS (
				SELECT conversation_id, min(seq) FILTER (WHERE direction = 'out') AS seq FROM messages
				WHERE author_id = $1 AND created_at >= $2 AND (direction = 'out' OR direction = 'event' AND type = 'closed')
				GROUP BY conversation_id
			), answered AS (
				SELECT r.created_at - COALESCE(
					(SELECT min(m.created_at) FROM messages m
						WHERE m.conversation_id = d.conversation_id AND m.direction = 'in' AND m.seq < d.seq AND m.seq > COALESCE(
							(SELECT max(p.seq) FROM messages p WHERE p.conversation_id = d.conversation_id
								AND p.direction = 'out' AND p.seq < d.seq), 0)),
					(SELECT max(e.created_at) FROM messages e WHERE e.conversation_id = d.conversation_id
						AND e.direction = 'event' AND e.type = 'mode_changed' AND e.content->>'to' = 'agent' AND e.seq < d.seq)
				) AS after
				FROM done d JOIN messages r ON r.conversation_id = d.conversation_id AND r.seq = d.seq
			)
			SELECT (SELECT count(*)::int FROM done) AS handled,
				(SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM after)))::int FROM answered)
					AS "firstResponseSeconds"`,
		values: [agent.id, since],
	});
