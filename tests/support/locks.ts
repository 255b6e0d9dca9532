/** Holds a lock in the app's database, so that the app stands still at a known place. */
import pg from "pg";
import type { Desk } from "@/tests/support/browser-desk";
import { expect } from "@/tests/support/e2e";

export interface Held {
	/** Resolves once a statement of the app with this text in it waits for the lock. */
	untilWaitedFor(text: string): Promise<void>;
	/** Ends the statements that wait, as if their connections had died with the app. */
	endWaiting(): Promise<void>;
	release(): Promise<void>;
}

/** Runs `statement`, which takes a lock, and keeps its transaction open. */
export async function hold(desk: Desk, statement: string, values: unknown[] = []): Promise<Held> {
	const client = new pg.Client({ connectionString: desk.app.databaseUrl });
	await client.connect();
	await client.query("BEGIN");
	await client.query(statement, values);
	const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
	return {
		untilWaitedFor: (text) =>
			expect
				.poll(async () => {
					const found = await desk.sql(`SELECT query ${waiting}`);
					return found.map(({ query }) => query).join("\n");
				})
				.toContain(text),
		endWaiting: async () => {
			await desk.sql(`SELECT pg_terminate_backend(pid, 5000) ${waiting}`);
		},
		release: async () => {
			await client.query("ROLLBACK");
			await client.end();
		},
	};
}
