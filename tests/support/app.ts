/** The built app as a process of its own, with a database of its own: what a person or WeChat would reach. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { builtServer } from "@/scripts/app-build.mjs";
import { appEnv, waitUntilHealthy } from "@/scripts/app-process.mjs";
import { freePort } from "@/scripts/ports.mjs";
import { startNode } from "@/scripts/processes.mjs";
import { inProject } from "@/scripts/project.mjs";
import { newSecrets } from "@/scripts/secrets.mjs";
import { cloneTemplate, dropDatabase } from "@/scripts/test-server.mjs";

export interface App {
	/** `http://127.0.0.1:<port>`, the same after a restart. */
	url: string;
	databaseUrl: string;
	/** The environment it runs with; a script that works on its data gets the same. */
	env: NodeJS.ProcessEnv;
	/** Ends it at once, e.g. by SIGKILL, and waits until it is gone. */
	kill(signal: NodeJS.Signals): Promise<void>;
	/** Sends it a signal that does not end it. */
	signal(signal: NodeJS.Signals): void;
	/** Starts it again, after `kill` or instead of it, on the same port and data. */
	restart(): Promise<void>;
	/** What it has logged. */
	log(): string;
	/** Ends it and removes its database. */
	stop(): Promise<void>;
}

export interface AppOptions {
	simulatorUrl: string;
	/** Beside the usual environment, and over it. */
	env?: NodeJS.ProcessEnv;
}

/** Starts the app that `npm test` or `npm run build` has built, and waits until it answers. */
export async function startApp({ simulatorUrl, env: extra }: AppOptions): Promise<App> {
	if (!existsSync(builtServer))
		throw new Error("the app is not built: npm run build, or run the tests by npm test");
	const databaseUrl = await cloneTemplate();
	const port = await freePort();
	const simulatorPort = Number(new URL(simulatorUrl).port);
	const env = { ...appEnv({ port, databaseUrl, simulatorPort, secrets: newSecrets() }), ...extra };
	mkdirSync(inProject("test-results"), { recursive: true });
	const log = inProject("test-results", `app-${port}.log`);
	const url = `http://127.0.0.1:${port}`;

	const start = async () => {
		const started = startNode([builtServer], { env, log });
		await waitUntilHealthy(`${url}/api/health`, started, "The app").catch(async (error: Error) => {
			await started.stop();
			throw new Error(`${error.message}\n${readFileSync(log, "utf8").slice(-2000)}`);
		});
		return started;
	};
	let running = await start();
	const kill = async (signal: NodeJS.Signals) => {
		running.kill(signal);
		await running.exited;
	};
	return {
		url,
		databaseUrl,
		env,
		kill,
		signal: (signal) => void running.kill(signal),
		restart: async () => {
			await running.stop();
			running = await start();
		},
		log: () => readFileSync(log, "utf8"),
		stop: async () => {
			await running.stop();
			await dropDatabase(databaseUrl);
		},
	};
}

/** Runs the demo's seed on the app's data; the simulator then knows its channels. */
export async function seedApp(app: App): Promise<void> {
	const lines: string[] = [];
	const seed = startNode(["--import", "tsx", inProject("prisma", "seed.ts")], {
		env: app.env,
		onLine: (line: string) => lines.push(line),
	});
	const { code } = await seed.exited;
	if (code !== 0) throw new Error(`the seed failed:\n${lines.join("\n")}\n${app.log().slice(-2000)}`);
}
