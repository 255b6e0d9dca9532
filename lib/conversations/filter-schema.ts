/** Views of the list that an agent keeps, as the API takes and tells them. Client-safe. */
import { z } from "zod";
import { listQuerySchema } from "@/lib/conversations/schema";

export const FILTERS_MOST = 30;

export const filterSchema = listQuerySchema.pick({
	view: true,
	channel: true,
	tag: true,
	sort: true,
});
export type Filter = z.infer<typeof filterSchema>;

const name = z
	.string()
	.trim()
	.min(1)
	.max(40)
	.regex(/^\P{Cc}*$/u, "control characters")
	.refine((value) => value.isWellFormed(), "not well-formed");

export const createFilterSchema = z.object({ name, filter: filterSchema });
/** `position` moves it there among one's own, counted from 0. */
export const changeFilterSchema = z
	.strictObject({ name, filter: filterSchema, position: z.number().int().min(0).max(FILTERS_MOST) })
	.partial();
export const filterParams = z.object({ filterId: z.uuid() });

export type CreateFilter = z.infer<typeof createFilterSchema>;
export type ChangeFilter = z.infer<typeof changeFilterSchema>;

/** Of GET /api/filters: `{items: SavedFilter[]}`, in the agent's order. */
export interface SavedFilter {
	id: string;
	name: string;
	filter: Filter;
	/** How many conversations it shows now, at most FILTER_COUNT_MAX. */
	count: number;
}
