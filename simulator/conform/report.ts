import type { ConformResult } from "./run";

/** One line a row: id, given, expected, seen, outcome. */
export const toLine = ({ id, given, expected, seen, outcome }: ConformResult): string =>
	[id, given, expected, seen, outcome].map((part) => part.replace(/[\s|]+/g, " ").trim()).join(" | ");

/** The closing line. */
export function toSummary(results: ConformResult[]): string {
	const count = (outcome: ConformResult["outcome"]) =>
		results.filter((result) => result.outcome === outcome).length;
	return `${count("ok")} ok, ${count("failed")} failed, ${count("not applicable")} not applicable`;
}
