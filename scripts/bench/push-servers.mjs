import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { builtServer } from "../app-build.mjs";
import { appEnv, waitUntilHealthy } from "../app-process.mjs";
import { atEnd, end } from "../command.mjs";
import { startPostgres } from "../embedded-postgres.mjs";
import { freePort } from "../ports.mjs";
import { passingFolder } from "../postgres-place.mjs";
import { keepRunning } from "../processes.mjs";
import { inData, inProject } from "../project.mjs";
import { BARE_PATH, bareServer } from "./bare-next.mjs";

/** A throw-away database server, as careful with the disk as one in production, with a migrated database. */
export async function startDatabase() {
	const folder = passingFolder();
	atEnd(() => rmSync(folder, { recursive: true, force: true }));
	const dataFolder = path.join(folder, "data");
	mkdirSync(path.join(folder, "log"));
	const server = await startPostgres({ dataFolder, log: path.join(folder, "log", "postgres.log") });
	atEnd(server.stop);
	const { migrate } = await import("../migrate.mjs");
	const url = server.url("postgres");
	await migrate(url);
	const [pid] = readFileSync(path.join(dataFolder, "postmaster.pid"), "utf8").split("\n");
	return { url, pid: Number(pid) };
}

/** The environment of the app in all its starts. */
export async function newAppEnv(databaseUrl, secrets) {
	const [port, simulatorPort] = [await freePort(), await freePort()];
	return { ...appEnv({ port, databaseUrl, simulatorPort, secrets }), SIMULATOR_PORT: String(simulatorPort) };
}

/** The app as `npm start` runs it; `worker` is "on" or "off". */
export async function startApp(env, worker) {
	const app = keep("The app", [builtServer], { ...env, WORKER: worker });
	await waitUntilHealthy(`${env.NEXTAUTH_URL}/api/health`, app, "The app");
	return app;
}

export async function startSimulator(env) {
	const args = ["--import", "tsx", inProject("simulator", "main.ts"), "--port", env.SIMULATOR_PORT];
	const simulator = keep("The simulator", args, env);
	await waitUntilHealthy(`${env.WECHAT_API_URL}/_sim/health`, simulator, "The simulator");
	return simulator;
}

/** A: Next and nothing else. */
export async function startBare() {
	const port = await freePort();
	const env = { ...process.env, NODE_ENV: "production", PORT: String(port), HOSTNAME: "127.0.0.1" };
	const bare = keep("The bare Next app", [bareServer], env);
	const url = `http://127.0.0.1:${port}${BARE_PATH}`;
	await waitUntilHealthy(url, bare, "The bare Next app");
	return { ...bare, url };
}

/**
 * Until we stop it, its death is the end of the bench.
 * @param {(line: string) => void} [onLine] gets what it says, which else goes to the log
 */
export function keep(name, args, env, onLine) {
	let isStopped = false;
	const onDeath = (sentence) => {
		if (isStopped) return;
		console.error(`\n${sentence}`);
		end(1);
	};
	const output = onLine ? { onLine } : { log: inData("logs", "bench.log") };
	const program = keepRunning(name, args, { env, ...output, onDeath });
	const stop = () => {
		isStopped = true;
		return program.stop();
	};
	return { ...program, stop };
}
