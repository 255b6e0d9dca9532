/** What one agent has done today, as the API tells it. Client-safe. */
import { z } from "zod";

/** When the reader's day began. */
export const todayQuerySchema = z.object({
	since: z.iso.datetime({ offset: true }).transform((since) => new Date(since).toISOString()),
});
export type TodayQuery = z.infer<typeof todayQuerySchema>;

/** Answer of GET /api/me/today. */
export interface Today {
	/** Conversations that this agent has replied to or closed. */
	handled: number;
	/** The median of the waits that ended with this agent's first reply of the day; null where there was none. */
	firstResponseSeconds: number | null;
}
