/** Tags of conversations, as the API takes and tells them. Client-safe. */
import { z } from "zod";
import { TAG_MAX_CHARACTERS } from "@/lib/conversations/limits";

/** Tokens of the design. */
const TAG_COLORS = ["neutral", "accent", "bot", "xfer", "warn", "danger"] as const;
export type TagColor = (typeof TAG_COLORS)[number];

const TAGS_MOST = 20;

export const tagNameSchema = z
	.string()
	.trim()
	.min(1)
	.max(TAG_MAX_CHARACTERS)
	.regex(/^[^\p{Cc},，]*$/u, "control characters or commas")
	.refine((value) => value.isWellFormed(), "not well-formed");

/** Body of PUT /api/conversations/{id}/tags: the whole list. Putting the old list again undoes it. */
export const tagsSchema = z.object({ tags: z.array(tagNameSchema).max(TAGS_MOST) });

export const createTagSchema = z.object({
	name: tagNameSchema,
	color: z.enum(TAG_COLORS).default("neutral"),
});
export const changeTagSchema = z.strictObject({ name: tagNameSchema, color: z.enum(TAG_COLORS) }).partial();
export const tagParams = z.object({ tagId: z.uuid() });

export type CreateTag = z.infer<typeof createTagSchema>;
export type ChangeTag = z.infer<typeof changeTagSchema>;

export interface TagItem {
	id: string;
	name: string;
	color: TagColor;
}

/** Of GET /api/tags: `{items: TagCount[]}`. */
export type TagCount = TagItem & {
	/** Open conversations in this agent's scope that carry it. */
	count: number;
};
