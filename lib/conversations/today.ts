import type { Scope } from "@/lib/conversations/scope";
import type { Today, TodayQuery } from "@/lib/conversations/today-schema";
import { row } from "@/lib/db";

/** How many conversations this agent has replied to or closed since `since`, wherever they are now. */
export const countToday = ({ agent }: Scope, { since }: TodayQuery): Promise<Today> =>
	row<Today>({
		name: "count_today",
		text: `SELECT count(DISTINCT conversation_id)::int AS handled FROM messages
			WHERE author_id = $1 AND created_at >= $2 AND (direction = 'out' OR direction = 'event' AND type = 'closed')`,
		values: [agent.id, since],
	});
