/** A lock of somebody else on this file's database, so that the console waits at a known place. */
import pg from "pg";
import { databaseUrl } from "@/tests/support/database";

export interface Held {
	/** Ends whoever waits for the lock, as when their connection dies. Resolves once there was somebody. */
	endWaiting(): Promise<void>;
	release(): Promise<void>;
}

const POLL_MS = 5;

/** Runs `statement`, which takes a lock, and keeps its transaction open until `release`. */
export async function holdLock(statement: string, values: unknown[] = []): Promise<Held> {
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	await client.query("BEGIN");
	await client.query(statement, values);
	const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
	return {
		async endWaiting() {
			for (;;) {
				const ended = await client.query(
					"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))",
					[rows[0].pid],
				);
				if (ended.rowCount) return;
				await new Promise((resolve) => setTimeout(resolve, POLL_MS));
			}
		},
		async release() {
			await client.query("ROLLBACK");
			await client.end();
		},
	};
}
