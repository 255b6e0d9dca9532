/** Background jobs by name, each with the shape of its payload. A job is a wake-up: the tables are the truth. */
import { z } from "zod";

export const JOB_KINDS = {
	/** Sends what a conversation has queued. */
	deliver: z.object({ conversationId: z.uuid() }),
	/** Gets the bytes of a customer's picture. */
	fetch_media: z.object({ mediaId: z.uuid() }),
} as const;

export type JobKind = keyof typeof JOB_KINDS;
