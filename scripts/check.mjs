// `npm run check`: format, lint, types, unused code, architecture. Fast, no database; everything is told in one run.
import "./node-version.mjs";
import { command } from "./command.mjs";
import { installPackages } from "./packages.mjs";
import { generatePrismaClient } from "./prisma-client.mjs";
import { runNode } from "./processes.mjs";
import { inProject, neededMb, prepareDataFolder } from "./project.mjs";
import { step } from "./steps.mjs";

const tool = (...parts) => inProject("node_modules", ...parts);

const toolEnv = {
	...process.env,
	NEXT_TELEMETRY_DISABLED: "1",
	FORCE_COLOR: process.stdout.isTTY ? "1" : "0",
};

const colors = process.stdout.isTTY ? "--colors=force" : "--colors=off";

const CHECKS = {
	"Format and lint": [[tool("@biomejs", "biome", "bin", "biome"), "ci", "--error-on-warnings", colors, "."]],
	Types: [
		// The types of the routes, and next-env.d.ts.
		[tool("next", "dist", "bin", "next"), "typegen"],
		[tool("typescript", "bin", "tsc"), "--noEmit"],
	],
	"Unused code": [[tool("knip", "bin", "knip.js"), "--no-progress"]],
	Architecture: [
		[
			tool("vitest", "vitest.mjs"),
			"run",
			"--project",
			"unit",
			"tests/unit/architecture.test.ts",
			"tests/unit/env.test.ts",
		],
	],
};

await command(async () => {
	prepareDataFolder(neededMb());
	await step("Packages", installPackages);
	await step("Prisma client", generatePrismaClient);
	const results = await Promise.all(Object.entries(CHECKS).map(([name, runs]) => check(name, runs)));
	const failed = results.filter(Boolean);
	console.log(failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.join(", ")}.`);
	return failed.length === 0 ? 0 : 1;
});

/** Runs one check after the other of a kind; gives back its name when one fails, having shown what it said. */
async function check(name, runs) {
	const start = Date.now();
	const lines = [];
	let code = 0;
	for (const args of runs) code ||= await runNode(args, { onLine: (line) => lines.push(line), env: toolEnv });
	const seconds = ((Date.now() - start) / 1000).toFixed(1);
	console.log(`  ${code === 0 ? "✓" : "✗"} ${name.padEnd(28)} ${`${seconds} s`.padStart(8)}`);
	if (code === 0) return undefined;
	console.log(`\n${lines.join("\n")}\n`);
	return name;
}
