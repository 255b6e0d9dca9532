/** Before all tests that need Postgres (vitest's `db` project, Playwright): a server with a migrated template on it. */
import { startTestServer } from "@/scripts/test-server.mjs";

export default async function setup(): Promise<() => Promise<void>> {
	const server = await startTestServer();
	return server.stop;
}
