import { defineConfig } from "vitest/config";

const alias = { "@": import.meta.dirname };

/** `unit` is pure; `simulator` speaks HTTP with the simulated WeChat; `db` has a Postgres database for each file. */
export default defineConfig({
	test: {
		testTimeout: 15_000,
		hookTimeout: 30_000,
		projects: [
			{
				resolve: { alias },
				test: {
					name: "unit",
					include: ["tests/unit/**/*.test.{ts,tsx}"],
					setupFiles: ["tests/support/quiet.ts"],
				},
			},
			{
				resolve: { alias },
				test: { name: "simulator", include: ["tests/simulator/**/*.test.ts", "simulator/**/*.test.ts"] },
			},
			{
				resolve: { alias },
				test: {
					name: "db",
					include: ["tests/db/**/*.test.ts"],
					globalSetup: ["tests/support/test-server.ts"],
					setupFiles: ["tests/support/quiet.ts", "tests/support/database.ts"],
				},
			},
		],
	},
});
