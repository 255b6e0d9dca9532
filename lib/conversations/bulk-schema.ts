/** One act on many conversations, as the API takes and tells it. Client-safe. */
import { z } from "zod";
import { BULK_MOST } from "@/lib/conversations/limits";
import { tagNameSchema } from "@/lib/conversations/tag-schema";
import type { ErrorCode } from "@/lib/errors";

export const bulkSchema = z.object({
	ids: z.array(z.uuid()).min(1).max(BULK_MOST),
	action: z.discriminatedUnion("kind", [
		z.object({ kind: z.literal("close") }),
		z.object({ kind: z.literal("reopen") }),
		z.object({
			kind: z.literal("assign"),
			agentId: z.uuid().nullable(),
			/** Who has them all, null for nobody: one that has changed hands meanwhile stays where it is. Absent: whoever has it. */
			from: z.uuid().nullable().optional(),
		}),
		z.object({
			kind: z.literal("tag"),
			add: z.array(tagNameSchema).max(20).default([]),
			remove: z.array(tagNameSchema).max(20).default([]),
		}),
	]),
});
export type Bulk = z.infer<typeof bulkSchema>;

/** Answer of POST /api/conversations/bulk. What is already as asked counts as done. */
export interface BulkAnswer {
	done: string[];
	failed: { id: string; code: ErrorCode; details?: Record<string, unknown> }[];
}
