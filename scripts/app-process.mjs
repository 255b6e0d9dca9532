import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./command.mjs";

const START_TIMEOUT_MS = 60_000;

/**
 * The environment of the app in demo, dev and test: complete, and with nothing but the simulator for WeChat.
 * @param {{ port: number, host?: string, url?: string, databaseUrl: string, simulatorPort: number, secrets: object }} settings
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnv({ port, host = "127.0.0.1", url, databaseUrl, simulatorPort, secrets }) {
	return {
		...process.env,
		...secrets,
		...simulatedWechat(simulatorPort),
		NODE_ENV: "production",
		PORT: String(port),
		HOSTNAME: host,
		NEXTAUTH_URL: url ?? `http://127.0.0.1:${port}`,
		DATABASE_URL: databaseUrl,
		NEXT_TELEMETRY_DISABLED: "1",
		// What is being sent is finished before the process ends (lib/jobs/process.ts).
		NEXT_MANUAL_SIG_HANDLE: "1",
	};
}

/** Where the simulated WeChat and, on the next port, the simulated WeCom answer. */
const simulatedWechat = (simulatorPort) => ({
	WECHAT_API_URL: `http://127.0.0.1:${simulatorPort}`,
	WECOM_API_URL: `http://127.0.0.1:${simulatorPort + 1}`,
});

/**
 * Waits until `url` answers with 200.
 * @param {string} url
 * @param {{ exited: Promise<unknown> }} program that is to answer: its end ends the waiting
 * @param {string} name of it, for the sentence
 */
export async function waitUntilHealthy(url, { exited }, name) {
	let gone = false;
	exited.then(() => {
		gone = true;
	});
	const deadline = Date.now() + START_TIMEOUT_MS;
	let last = "no answer";
	while (Date.now() < deadline && !gone) {
		last = await ask(url);
		if (last === "ok") return;
		await sleep(100);
	}
	throw new Refusal(gone ? `${name} ended while starting.` : `${name} is not ready after 60 s: ${last}.`);
}

async function ask(url) {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
		return response.ok ? "ok" : `${response.status} ${(await response.text()).slice(0, 300)}`;
	} catch (error) {
		return error.cause?.code ?? error.message;
	}
}
