import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/**
 * `unit` is pure; `simulator` speaks HTTP with the simulated WeChat; `db` has a Postgres database for each file; so has
 * `conformance`, where console and simulated WeChat meet row by row.
 */
export default defineConfig({
	resolve: { alias: { "@": import.meta.dirname } },
	test: {
		// Limits for a machine that does three other things: a test that hangs, not one that waits for its turn.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		expect: { poll: { timeout: 20_000 } },
		// Half of a test's time is waiting for Postgres; vitest's own choice on two cores is one.
		maxWorkers: Math.max(2, availableParallelism() - 1),
		projects: [
			{
				extends: true,
				test: {
					name: "unit",
					include: ["tests/unit/**/*.test.{ts,tsx}"],
					setupFiles: ["tests/support/quiet.ts"],
				},
			},
			{
				extends: true,
				test: { name: "simulator", include: ["tests/simulator/**/*.test.ts"] },
			},
			{
				extends: true,
				test: {
					name: "db",
					include: ["tests/db/**/*.test.ts"],
					globalSetup: ["tests/support/test-server.ts"],
					setupFiles: ["tests/support/quiet.ts", "tests/support/database.ts"],
				},
			},
			{
				extends: true,
				test: {
					name: "conformance",
					include: ["tests/conformance/**/*.test.ts"],
					globalSetup: ["tests/support/test-server.ts"],
					setupFiles: ["tests/support/quiet.ts", "tests/support/database.ts"],
				},
			},
		],
	},
});
