import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { builtServer } from "../app-build.mjs";
import { appEnv, waitUntilHealthy } from "../app-process.mjs";
import { startDatabase } from "../bench/push-servers.mjs";
import { atEnd, end } from "../command.mjs";
import { freePort } from "../ports.mjs";
import { keepRunning, mustRunNode } from "../processes.mjs";
import { inData, inProject } from "../project.mjs";
import { newSecrets } from "../secrets.mjs";
import { newTime } from "./time.mjs";

const log = inData("logs", "screens.log");
/** Without it the ids, and with them the names of unnamed customers, would differ from run to run. */
const SIMULATOR_SEED = "screens";
/** It stands on a picture. */
const USUAL_PORT = 3100;
const SENT_WITHIN_MS = 20_000;

/**
 * The whole product on a database of its own, at the time of the pictures, with nobody and nothing in it yet: `seedPeople()`,
 * then `seedChannels()`. Everything ends with the command.
 */
export async function openDesk() {
	mkdirSync(inData("logs"), { recursive: true });
	rmSync(log, { force: true });
	const folder = mkdtempSync(path.join(os.tmpdir(), "kefu-screens-"));
	atEnd(() => rmSync(folder, { recursive: true, force: true }));
	const { url: databaseUrl } = await startDatabase();
	const sql = await connect(databaseUrl);
	const [port, simulatorPort] = [await freePort(USUAL_PORT), await freePort()];
	const time = await newTime({ sql, folder });
	const ordinary = appEnv({ port, databaseUrl, simulatorPort, secrets: newSecrets() });
	const env = { ...ordinary, ...time.env };
	await startSimulator(simulatorPort, env);
	const app = keepRunning("The app", [builtServer], { env, log, onDeath });
	const url = env.NEXTAUTH_URL;
	await waitUntilHealthy(`${url}/api/health`, app, "The app");
	const control = callsOf(env.WECHAT_API_URL);
	return {
		url,
		sql,
		control,
		time,
		untilSent: () => untilSent(sql),
		seedPeople: () => seed(env, "people"),
		seedChannels: () => seed(env),
	};
}

async function connect(databaseUrl) {
	const { default: pg } = await import("pg");
	const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, options: "-c timezone=UTC" });
	pool.on("error", () => {});
	atEnd(() => pool.end());
	return async (text, values) => (await pool.query(text, values)).rows;
}

async function startSimulator(port, env) {
	const args = ["--import", "tsx", inProject("simulator", "main.ts"), "--port", String(port)];
	const simulator = keepRunning("The simulator", [...args, "--seed", SIMULATOR_SEED], { env, log, onDeath });
	await waitUntilHealthy(`${env.WECHAT_API_URL}/_sim/health`, simulator, "The simulator");
}

/** `control("POST /users", { id })`: a call of the simulator, under `/_sim`. */
const callsOf = (simulatorUrl) => async (call, body) => {
	const [method, address] = call.split(" ");
	const response = await fetch(`${simulatorUrl}/_sim${address}`, {
		method,
		headers: { "content-type": "application/json" },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const answer = await response.json();
	if (!response.ok) throw new Error(`${call}: ${JSON.stringify(answer)}`);
	return answer;
};

async function seed(env, ...what) {
	const args = ["--import", "tsx", inProject("scripts", "screens", "seed.ts")];
	await mustRunNode([...args, ...what], {
		env,
		log,
		sentence: "The people and channels of the demo could not be made.",
	});
}

/** No reply is waiting for its turn or on its way, but those whose channel is paused. */
async function untilSent(sql) {
	const deadline = Date.now() + SENT_WITHIN_MS;
	for (;;) {
		const waiting = await sql(
			`SELECT m.id, m.status FROM messages m JOIN conversations c ON c.id = m.conversation_id
				JOIN channels h ON h.id = c.channel_id
				WHERE m.status IN ('queued', 'sending') AND h.paused_until IS NULL LIMIT 3`,
		);
		if (waiting.length === 0) return;
		if (Date.now() > deadline) throw new Error(`replies do not leave: ${JSON.stringify(waiting)}`);
		await sleep(30);
	}
}

function onDeath(sentence) {
	console.error(`\n${sentence}`);
	end(1);
}
