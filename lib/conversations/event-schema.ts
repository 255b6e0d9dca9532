/** Events of a conversation, as they stand between its messages. Client-safe. */

import { z } from "zod";
import { MODES } from "@/lib/conversations/names";

/** What happened to the conversation, drawn as a line in the thread. */
export const eventContentSchema = z.discriminatedUnion("event", [
	z.object({ event: z.literal("customer_entered"), sessionFrom: z.string() }),
	z.object({
		event: z.literal("mode_changed"),
		from: z.enum(MODES),
		to: z.enum(MODES),
		/** Name of the rule, when a rule did it. */
		ruleName: z.string().nullable(),
		/** Why the desk itself did it: pushes came back after the official tool's half hour, or the transfer lapsed. */
		reason: z.enum(["pushes_resumed", "transfer_lapsed"]).optional(),
	}),
	z.object({
		event: z.literal("assigned"),
		to: z.string().nullable(),
		self: z.boolean(),
		/** Who had it until then; with `self` they lost it to the one who took over. */
		from: z.string().optional(),
		fromId: z.uuid().optional(),
		/** The desk itself gave it to an agent with room; `sticky`: to the one whom this customer had. */
		auto: z.boolean().optional(),
		sticky: z.boolean().optional(),
	}),
	z.object({ event: z.literal("closed") }),
	z.object({ event: z.literal("reopened"), byCustomer: z.boolean() }),
]);
export type EventContent = z.infer<typeof eventContentSchema>;
