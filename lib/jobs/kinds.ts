/** Background jobs by name, each with the shape of its payload. A job is a wake-up: the tables are the truth. */
import { z } from "zod";

export const JOB_KINDS = {
	/** Sends what a conversation has queued. */
	deliver: z.object({ conversationId: z.uuid() }),
	/** Gets the bytes of a customer's picture. */
	fetch_media: z.object({ mediaId: z.uuid() }),
	/** Tells agents who have no tab in sight: the customer wrote, or the conversation was given to them. */
	alert: z.object({ conversationId: z.uuid(), reason: z.enum(["message", "assigned"]) }),
	/** Warns of windows that are about to close and of waits that are too long. */
	escalate: z.object({}),
} as const;

export type JobKind = keyof typeof JOB_KINDS;
