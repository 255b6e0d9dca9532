/** Payloads of what the server tells open screens. Client-safe. */
import { z } from "zod";

/** A hint that these conversations changed, or, with none named, something beside them; the truth comes by sync. */
export const wakeSchema = z.object({ conversationIds: z.array(z.string()).max(200) });
export type Wake = z.infer<typeof wakeSchema>;

/**
 * Who looks at these conversations, or writes in them, changed; `presence`: somebody came, went or is away. Not in the data
 * that sync brings: only who shows it asks (lib/conversations/team-schema.ts).
 */
export const teamHintSchema = z.object({
	conversationIds: z.array(z.string()).max(200),
	presence: z.boolean(),
});
export type TeamHint = z.infer<typeof teamHintSchema>;
