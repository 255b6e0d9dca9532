/** What needs one agent now, as the API tells it. Client-safe. */

/** What waits for this agent in person. */
export interface Attention {
	/** Conversations of theirs in which the customer wrote something they have not read; none that is put away until later. */
	unread: number;
	/** Notes that name them and that they have not seen. */
	mentions: number;
}

/** Of GET /api/conversations/closing, under `items`: what will soon be too late, or just became so, for this agent. */
export interface Closing {
	conversationId: string;
	customerName: string;
	channelName: string;
	/** window: the customer waits and nothing may be sent after `at`; sla: since `at` they wait longer than promised. */
	kind: "window" | "sla";
	/** ISO-8601. */
	at: string;
	unassigned: boolean;
}
