/** Background jobs by name, each with the shape of its payload. A job is a wake-up: the tables are the truth. */
import { z } from "zod";

const ALERT_REASONS = ["message", "assigned", "taken", "mention"] as const;
export type AlertReason = (typeof ALERT_REASONS)[number];

export const JOB_KINDS = {
	/** Sends what a conversation has queued. */
	deliver: z.object({ conversationId: z.uuid() }),
	/** Gets the bytes of a customer's picture. */
	fetch_media: z.object({ mediaId: z.uuid() }),
	/** Tells agents who have no tab in sight: the customer wrote, the conversation was given to them, a note named them. */
	alert: z.object({ conversationId: z.uuid(), reason: z.enum(ALERT_REASONS) }),
	/** Warns of windows that are about to close and of waits that are too long. */
	escalate: z.object({}),
} as const;

export type JobKind = keyof typeof JOB_KINDS;
