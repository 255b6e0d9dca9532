/** The whole product for browser tests: the simulated WeChat, the built app on a database of its own, the demo's data. */
import type { BrowserContext } from "@playwright/test";
import pg from "pg";
import { startSimulator } from "@/simulator/server";
import { type App, seedApp, startApp } from "@/tests/support/app";
import type { Json } from "@/tests/support/simulator";

export interface Person {
	email: string;
	password: string;
}

export interface Desk {
	app: App;
	/** `control("POST /chat/<appid>/<user>/text", { content })`: a call of the simulator, under `/_sim`. */
	control(call: string, body?: unknown): Promise<Json>;
	/** The rows of one statement on the app's database. */
	sql(text: string, values?: unknown[]): Promise<Json[]>;
	/** Sessions that were made before, so that not every test has to sign in. */
	sessions: Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>;
	close(): Promise<void>;
}

/** Tests look for the customer who has just written: the newest stands first, however many wait already. */
export const PREFERENCES = { sorts: { mine: "newest", unassigned: "newest", all: "newest" } };

export async function openDesk(): Promise<Desk> {
	const simulator = await startSimulator({ port: 0 });
	const app = await startApp({ simulatorUrl: simulator.url });
	const pool = new pg.Pool({ connectionString: app.databaseUrl, max: 4, application_name: "test" });
	await seedApp(app);
	await pool.query("UPDATE agents SET preferences = $1", [PREFERENCES]);
	return {
		app,
		sessions: new Map(),
		sql: async (text, values) => (await pool.query(text, values)).rows,
		async control(call, body) {
			const [method, path] = call.split(" ");
			const response = await fetch(`${simulator.url}/_sim${path}`, {
				method,
				headers: { "content-type": "application/json" },
				body: body === undefined ? undefined : JSON.stringify(body),
			});
			const answer: Json = await response.json();
			if (!response.ok) throw new Error(`${call}: ${JSON.stringify(answer)}`);
			return answer;
		},
		async close() {
			await pool.end();
			await app.stop();
			await simulator.close();
		},
	};
}
