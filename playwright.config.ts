import { defineConfig, devices } from "@playwright/test";
import { chromiumArguments, findChromium } from "./scripts/chromium.mjs";

/** The built app, the simulator and a browser. `npm test -- e2e [filter]` builds first and finds a browser. */
export default defineConfig({
	testDir: "tests/e2e",
	outputDir: "test-results",
	globalSetup: "./tests/support/test-server.ts",
	fullyParallel: false,
	// Each worker has an app, a simulator and a database of its own; more than two cores' worth of them helps nobody.
	workers: 2,
	retries: 0,
	forbidOnly: Boolean(process.env.CI),
	// Limits for a machine that does three other things: a test that hangs, not one that waits for its turn.
	timeout: 120_000,
	expect: { timeout: 20_000 },
	reporter: [["list"], ["html", { open: "never" }]],
	use: {
		actionTimeout: 30_000,
		...devices["Desktop Chrome"],
		viewport: { width: 1440, height: 900 },
		locale: "zh-CN",
		timezoneId: "Asia/Shanghai",
		contextOptions: { reducedMotion: "reduce" },
		// What goes through a worker cannot be cut off by `page.route`; tests of the worker let it in.
		serviceWorkers: "block",
		// Traces cost a sixth of the time: `npm test -- e2e <filter> --trace retain-on-failure` keeps one of what failed.
		trace: "off",
		launchOptions: { executablePath: findChromium(), args: chromiumArguments },
	},
});
