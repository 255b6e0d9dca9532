import { vi } from "vitest";
import { getPool } from "@/lib/db";

/** How many statements `work` runs, without the wake-ups of what was written before, which may still go out meanwhile. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
	const spy = vi.spyOn(getPool(), "query");
	try {
		await work();
		return spy.mock.calls.filter((call) => !/pg_notify|graphile_worker/.test(JSON.stringify(call))).length;
	} finally {
		spy.mockRestore();
	}
}
