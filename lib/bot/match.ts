import type { Trigger } from "@/lib/bot/schema";

/** How a text is compared: full-width forms, letter case and outer blanks do not matter. */
export const normalizeText = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/** A keyword trigger with its keywords normalised once, when the rules are loaded. */
export function compileKeywords({ match, keywords }: Extract<Trigger, { kind: "keyword" }>) {
	// A blank one would be a part of every text.
	const wanted = keywords.map(normalizeText).filter((word) => word !== "");
	const exact = new Set(wanted);
	/** @param text normalised by `normalizeText`; answers the keyword that hit */
	return (text: string): string | null => {
		if (match === "exact") return exact.has(text) ? text : null;
		return wanted.find((word) => text.includes(word)) ?? null;
	};
}
