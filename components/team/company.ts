import type { Viewer, Writing } from "@/lib/conversations/team-schema";

/** Colleagues who do the same in a conversation. */
export interface Company {
	doing: "looking" | Writing;
	/** The first of them, as many as are named. */
	named: Viewer[];
	/** How many more there are. */
	more: number;
}

/** So many are named of each. */
const NAMED = 2;

/** Who is in a conversation, by what they do: first who looks, last who writes to the customer. */
export function companyOf(viewers: readonly Viewer[]): Company[] {
	return (["looking", "note", "reply"] as const)
		.map((doing): Company => {
			const all = viewers.filter(({ typing }) => (typing ?? "looking") === doing);
			return { doing, named: all.slice(0, NAMED), more: Math.max(0, all.length - NAMED) };
		})
		.filter(({ named }) => named.length > 0);
}
