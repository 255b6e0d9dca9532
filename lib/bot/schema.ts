/** What a rule is: when it fires and what it does. Client-safe. */

import { z } from "zod";
import { TEXT_MAX_BYTES, utf8Bytes } from "@/lib/channels/limits";

const keyword = z.string().trim().min(1).max(100);

export const triggerSchema = z.discriminatedUnion("kind", [
	/** The customer opens the chat; at most once in `cooldownMinutes`. */
	z.object({ kind: z.literal("enter"), cooldownMinutes: z.number().int().min(0).max(10080) }),
	z.object({
		kind: z.literal("keyword"),
		match: z.enum(["contains", "exact"]),
		keywords: z.array(keyword).min(1).max(200),
	}),
	/** A message that no other rule answers. */
	z.object({ kind: z.literal("fallback") }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

const actionSchema = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("reply"),
		text: z
			.string()
			.min(1)
			.refine((value) => utf8Bytes(value) <= TEXT_MAX_BYTES),
		/** A model wrote it: WeChat tells the customer. */
		aiGenerated: z.literal(true).optional(),
	}),
	z.object({ kind: z.literal("switch_mode"), mode: z.enum(["agent", "transfer"]) }),
]);
export type Action = z.infer<typeof actionSchema>;

export const actionsSchema = z.array(actionSchema).min(1).max(5);
