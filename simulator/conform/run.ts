import type { ConformCase } from "./case";
import { type ConformContext, openContext } from "./context";
import { conformCases } from "./list";
import type { Target } from "./target";

export interface ConformResult {
	id: string;
	given: string;
	expected: string;
	seen: string;
	outcome: "ok" | "failed" | "not applicable";
}

export interface ConformOptions {
	/** Ids, or beginnings of ids: `P3`, `T`. Absent = all. */
	only?: string[];
	/** Told of every row as soon as it is known. */
	onResult?(result: ConformResult): void;
}

/** Runs the conformance list against a push door, one row after the other. */
export async function runConformance(target: Target, options: ConformOptions = {}): Promise<ConformResult[]> {
	const { only, onResult } = options;
	const wanted = conformCases.filter(({ id }) => !only || only.some((start) => isNamed(id, start)));
	const { context, close } = await openContext(target);
	try {
		const results: ConformResult[] = [];
		for (const one of wanted) {
			const result = await judge(one, context);
			results.push(result);
			onResult?.(result);
		}
		return results;
	} finally {
		await close();
	}
}

/** `P3` names P3.1 and P3.2, `P` all of P, but `P1` not P10. */
const isNamed = (id: string, start: string): boolean =>
	id === start || id.startsWith(`${start}.`) || (/^[A-Z]$/.test(start) && id.startsWith(start));

async function judge(one: ConformCase, context: ConformContext): Promise<ConformResult> {
	const { id, given, expected } = one;
	const unfit = one.unfit?.(context.target);
	if (unfit) return { id, given, expected, seen: unfit, outcome: "not applicable" };
	const { ok, seen } = await one.run(context);
	return { id, given, expected, seen, outcome: ok ? "ok" : "failed" };
}
