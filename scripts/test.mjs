// `npm test`: every test, on a fresh clone too. `npm test -- unit`, `db`, `simulator`, `conformance` or `e2e`, with a
// filter behind it, runs a part. The last lines name what failed and tell how many passed and failed; exit code 0 only when all passed and there was one.
import "./node-version.mjs";
import { rmSync } from "node:fs";
import { buildApp } from "./app-build.mjs";
import { installChromium } from "./chromium.mjs";
import { atEnd, command, explain, isEnding, Refusal } from "./command.mjs";
import { installPackages } from "./packages.mjs";
import { generatePrismaClient } from "./prisma-client.mjs";
import { runNode } from "./processes.mjs";
import { inData, inProject, neededMb, prepareDataFolder } from "./project.mjs";
import { step } from "./steps.mjs";
import { add, countPlaywright, countVitest, failedWithout, NOTHING_YET, summary } from "./test-report.mjs";
import { startTestServer } from "./test-server.mjs";

const IN_VITEST = ["unit", "simulator", "db", "conformance"];
const [part, ...filters] = process.argv.slice(2);
const reports = { vitest: inData("vitest.json"), playwright: inData("playwright.json") };

await command(async () => {
	if (part && !IN_VITEST.includes(part) && part !== "e2e") {
		throw new Refusal(`There is no part ${part}; there are: ${[...IN_VITEST, "e2e"].join(", ")}.`);
	}
	const wanted = { vitest: part !== "e2e", e2e: !part || part === "e2e" };
	let counts = NOTHING_YET;
	try {
		await prepare();
		if (wanted.vitest) counts = add(counts, await runVitest());
		if (wanted.e2e && !isEnding()) counts = add(counts, await runPlaywright());
	} catch (error) {
		// What could not even be prepared is one failure, and the last line still tells the rest.
		console.error(explain(error));
		counts = add(counts, failedWithout("the tests could not be prepared, as said above"));
	}
	if (isEnding()) return 130;
	console.log(`\n${summary(counts)}`);
	return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
});

async function prepare() {
	prepareDataFolder(neededMb());
	// A shell's NODE_ENV would make production builds of what tests must see in full.
	delete process.env.NODE_ENV;
	await step("Packages", installPackages);
	await step("Prisma client", generatePrismaClient);
	if (part === "unit" || part === "simulator") return;
	await step("Database", async () => {
		const server = await startTestServer();
		atEnd(server.stop);
	});
}

async function runVitest() {
	rmSync(reports.vitest, { force: true });
	console.log("");
	const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${reports.vitest}`];
	if (part) args.push("--project", part);
	const code = await runNode([inProject("node_modules", "vitest", "vitest.mjs"), ...args, ...filters]);
	return countVitest(reports.vitest, code);
}

async function runPlaywright() {
	await step("Chromium", installChromium);
	await step("Build", buildApp);
	rmSync(reports.playwright, { force: true });
	console.log("");
	const env = {
		...process.env,
		PLAYWRIGHT_JSON_OUTPUT_FILE: reports.playwright,
		PLAYWRIGHT_HTML_OPEN: "never",
	};
	const args = ["test", "--reporter=list,json"];
	const code = await runNode(
		[inProject("node_modules", "@playwright", "test", "cli.js"), ...args, ...filters],
		{ env },
	);
	return countPlaywright(reports.playwright, code);
}
