// `npm run demo`: everything on this machine, from a fresh clone. `npm run dev` is the same with hot reload.
import "./node-version.mjs";
import { rmSync } from "node:fs";
import { buildApp, builtServer } from "./app-build.mjs";
import { appEnv, waitUntilHealthy } from "./app-process.mjs";
import { command, end, isEnding } from "./command.mjs";
import { openDatabase } from "./demo-database.mjs";
import { installPackages } from "./packages.mjs";
import { portFromEnv, requireFreePort } from "./ports.mjs";
import { generatePrismaClient } from "./prisma-client.mjs";
import { keepRunning, lastLines, mustRunNode } from "./processes.mjs";
import { inData, inProject, neededMb, prepareDataFolder } from "./project.mjs";
import { keptSecrets } from "./secrets.mjs";
import { step } from "./steps.mjs";

const isDev = process.argv.includes("--dev");

await command(isDev ? dev : demo, { signalCode: 0 });

async function demo() {
	await run({ name: "npm run demo", app: { args: [builtServer], log: inData("logs", "app.log") } });
}

async function dev() {
	await run({
		name: "npm run dev",
		app: { args: [inProject("node_modules", "next", "dist", "bin", "next"), "dev"] },
	});
}

async function run({ name, app }) {
	const port = portFromEnv("PORT", 3000);
	const simulatorPort = portFromEnv("SIMULATOR_PORT", 4010);
	await requireFreePort(port, "PORT");
	await requireFreePort(simulatorPort, "SIMULATOR_PORT");
	prepareDataFolder(neededMb());

	console.log(`\nKefu Console – ${name}\n`);
	await step("Packages", installPackages);
	await step("Prisma client", generatePrismaClient);
	const { url: databaseUrl } = await startDatabase();
	await step("Migrations", () => migrate(databaseUrl));
	if (!isDev) await step("Build", buildApp);

	const url = process.env.NEXTAUTH_URL || `http://localhost:${port}`;
	const host = process.env.HOST || "127.0.0.1";
	const env = appEnv({ port, host, url, databaseUrl, simulatorPort, secrets: keptSecrets() });
	if (isDev) env.NODE_ENV = "development";
	await step("WeChat simulator", () => startSimulator(simulatorPort, env));
	await step("App", () => startApp(app, port, env));
	await step("Demo data", (tell) => seed(env, tell));
	console.log(greeting({ url, simulatorPort, log: app.log }));
	await new Promise(() => {});
}

async function startDatabase() {
	let database;
	await step("Database", async () => {
		database = await openDatabase();
		database.server?.exited.then(() =>
			die(`The database server ended.${lastLines(inData("logs", "postgres.log"))}`),
		);
		return database.remark;
	});
	return database;
}

async function migrate(databaseUrl) {
	// Imported late: it needs the packages.
	const { migrate } = await import("./migrate.mjs");
	const applied = await migrate(databaseUrl);
	return applied.length > 0 ? `${applied.length} applied` : "up to date";
}

async function startSimulator(port, env) {
	const log = inData("logs", "simulator.log");
	rmSync(log, { force: true });
	const args = ["--import", "tsx", inProject("simulator", "main.ts"), "--port", String(port)];
	args.push("--state", inData("simulator.json"));
	const simulator = keepRunning("The simulator", args, { env, log, onDeath: die });
	await waitUntilHealthy(`http://127.0.0.1:${port}/_sim/health`, simulator, "The simulator");
}

async function startApp({ args, log }, port, env) {
	if (log) rmSync(log, { force: true });
	const app = keepRunning("The app", args, { env, log, onDeath: die });
	await waitUntilHealthy(`http://127.0.0.1:${port}/api/health`, app, "The app");
}

async function seed(env, tell) {
	const log = [];
	const onLine = (line) => {
		log.push(line);
		tell(line);
	};
	await mustRunNode(["--import", "tsx", inProject("prisma", "seed.ts")], {
		env,
		onLine,
		sentence: "The demo data could not be made.",
	}).catch((error) => {
		error.message += `\n\n${log.slice(-20).join("\n")}`;
		throw error;
	});
}

/** A part died: the rest ends too. */
function die(sentence) {
	if (isEnding()) return;
	console.error(`\n${sentence}`);
	end(1);
}

function greeting({ url, simulatorPort, log }) {
	return `
  Console    ${url}
             admin@example.com / kefu-demo-admin   (administrator)
             agent@example.com / kefu-demo-agent   (agent)
  Phone      ${url}/simulator   (sign in first; be a customer there)
  Simulator  http://127.0.0.1:${simulatorPort}/_sim/

  The data are kept in .data/${log ? "; the log of the app is in .data/logs/app.log" : ""}.
  Ctrl-C ends everything.
`;
}
