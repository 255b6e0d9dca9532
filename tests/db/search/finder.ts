/** Searching as the tests of search do: texts in, hits out as they read best. */
import type { Scope } from "@/lib/conversations/scope";
import { type SearchHit, type SearchKind, type SearchPage, searchQuerySchema } from "@/lib/search/schema";
import { search } from "@/lib/search/search";

interface Asked {
	kind?: SearchKind;
	channel?: string;
	cursor?: string;
	limit?: number;
}

export const find = (scope: Scope, q: string, asked: Asked = {}): Promise<SearchPage> =>
	search(scope, searchQuerySchema.parse({ q, ...asked }));

/** What was found, with what matched in brackets: `我要[退款]`. */
export const textsOf = (items: SearchHit[]): string[] =>
	items
		.flatMap((hit) => (hit.kind === "customer" ? hit.matches.map(({ snippet }) => snippet) : [hit.snippet]))
		.map(marked);

export const findTexts = async (scope: Scope, q: string, asked?: Asked): Promise<string[]> =>
	textsOf((await find(scope, q, asked)).items);

function marked({ text, ranges }: { text: string; ranges: [number, number][] }): string {
	const points = Array.from(text);
	for (const [start, end] of ranges.toReversed()) points.splice(end, 0, "]") && points.splice(start, 0, "[");
	return points.join("");
}

/** Every page from the first to the end. */
export async function findAll(
	scope: Scope,
	q: string,
	asked: Asked = {},
	betweenPages: () => Promise<unknown> = async () => {},
): Promise<SearchHit[]> {
	const items: SearchHit[] = [];
	let cursor: string | undefined;
	do {
		const page = await find(scope, q, { ...asked, cursor });
		items.push(...page.items);
		cursor = page.nextCursor ?? undefined;
		await betweenPages();
	} while (cursor !== undefined);
	return items;
}
