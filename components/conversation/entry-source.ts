/** More of it than this is not told in a line. */
const SOURCE_MAX_CHARACTERS = 24;

/** From where a customer came, short enough for a line. `sessionFrom` is whatever the Mini Program's makers put there. */
export function entrySource(sessionFrom: string): string {
	const source = pageIn(sessionFrom) ?? sessionFrom;
	const characters = Array.from(source);
	return characters.length <= SOURCE_MAX_CHARACTERS
		? source
		: `${characters.slice(0, SOURCE_MAX_CHARACTERS - 1).join("")}…`;
}

/** The path of a page of a Mini Program, where the text holds one; null where it does not. */
export function pageIn(sessionFrom: string): string | null {
	const decoded = /%2f/i.test(sessionFrom) ? sessionFrom.replace(/%2f/gi, "/") : sessionFrom;
	return /(?:^|[^\w/])\/?((?:pages?|packages?|sub\w*)\/[\w-]+(?:\/[\w-]+)*)/.exec(decoded)?.[1] ?? null;
}
