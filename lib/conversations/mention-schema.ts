/** Notes in which a colleague named this agent, as the API takes and tells them. Client-safe. */
import { z } from "zod";
import type { AgentRef, ChannelRef } from "@/lib/conversations/schema";

export const mentionsQuerySchema = z.object({
	cursor: z
		.string()
		.regex(/^\d{1,18}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Marks these, or all of a conversation, or everything. */
export const mentionsSeenSchema = z.union([
	z.strictObject({ ids: z.array(z.string().regex(/^\d{1,18}$/)).max(200) }),
	z.strictObject({ conversationId: z.uuid() }),
	z.strictObject({ all: z.literal(true) }),
]);
export type MentionsSeen = z.infer<typeof mentionsSeenSchema>;

/** Of GET /api/mentions: unseen ones, newest first, `{items, nextCursor, unseen}`. */
export interface Mention {
	id: string;
	conversationId: string;
	messageId: string;
	/** Of the note in its thread. */
	seq: number;
	customerName: string;
	channel: ChannelRef;
	text: string;
	by: AgentRef | null;
	at: string;
}
