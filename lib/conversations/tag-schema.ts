/** Tags of conversations, as the API takes and tells them. Client-safe. */
import { z } from "zod";
import { TAG_MAX_CHARACTERS, TAGS_MOST } from "@/lib/conversations/limits";

/** Tokens of the design. */
const TAG_COLORS = ["neutral", "accent", "bot", "xfer", "warn", "danger"] as const;
export type TagColor = (typeof TAG_COLORS)[number];

export const tagNameSchema = z
	.string()
	.trim()
	.min(1)
	.max(TAG_MAX_CHARACTERS)
	.regex(/^[^\p{Cc},，]*$/u, "control characters or commas")
	.refine((value) => value.isWellFormed(), "not well-formed");

const tagNames = z.array(tagNameSchema).max(TAGS_MOST);

/** Body of PUT /api/conversations/{id}/tags: the whole list, or what to put on and take off, whatever else is there. */
export const tagsSchema = z.union([
	z.object({ tags: tagNames }),
	z.object({ add: tagNames, remove: tagNames }),
]);
export type TagChange = z.infer<typeof tagsSchema>;

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
