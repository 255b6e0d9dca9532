import { setTimeout as pause } from "node:timers/promises";
import { row } from "@/lib/db";

/**
 * A cursor after which only what is changed from now on is told. An ordinary one may tell again what came before it, while any
 * older transaction runs on the server, be it another test file's: those are waited for.
 */
export async function settledCursor(): Promise<string> {
	const look = () =>
		row<{ oldest: string; next: string }>({
			text: `SELECT pg_snapshot_xmin(s)::text AS oldest, pg_snapshot_xmax(s)::text AS next FROM pg_current_snapshot() s`,
		});
	const { next } = await look();
	for (;;) {
		const { oldest } = await look();
		if (BigInt(oldest) >= BigInt(next)) return oldest;
		await pause(20);
	}
}
