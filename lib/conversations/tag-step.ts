/** A change of a conversation's tags that leaves alone what others did meanwhile. Pure and client-safe. */

export interface TagStep {
	add: string[];
	remove: string[];
}

/** The list with what is put on, and without what is taken off. */
export const withStep = (tags: readonly string[], { add, remove }: TagStep): string[] =>
	[...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag));
