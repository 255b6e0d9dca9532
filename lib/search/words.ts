/** The words of a query: what stands between signs and spaces. */

/** Controls, spaces, ASCII, general and CJK punctuation: no part of a word. kefu_bare of the migrations leaves out the same. */
const SIGN_RANGES = String.raw`\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u2e00-\u2e7f\u3000-\u3004\u3006\u3008-\u303f\u30fb\ufe00-\ufe6f`;
const SIGNS = new RegExp(`[${SIGN_RANGES}]+`, "u");

/** Full and half width, upper and lower case alike. */
export const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

/**
 * The words in the order of the query, none empty; empty for a query of signs alone. In half width, but with their capitals: the
 * database folds them as it folded the texts.
 */
export const parseWords = (query: string): string[] =>
	query
		.normalize("NFKC")
		.split(SIGNS)
		.filter((word) => word !== "");
