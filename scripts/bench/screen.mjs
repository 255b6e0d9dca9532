// What an agent sees and feels: a push painted in a browser, keys, clicks, the weight of the page, Lighthouse.
import pg from "pg";
import { buildApp } from "../app-build.mjs";
import { installChromium } from "../chromium.mjs";
import { inProject } from "../project.mjs";
import { newSecrets } from "../secrets.mjs";
import { step } from "../steps.mjs";
import { fill } from "./inbox-fill.mjs";
import { installLighthouse } from "./lighthouse.mjs";
import { runMeasurement } from "./measurement.mjs";
import { watchOthers } from "./process-usage.mjs";
import { keep, newAppEnv, startApp, startDatabase, startSimulator } from "./push-servers.mjs";
import { reportScreen } from "./screen-report.mjs";
import { signIn } from "./send-sessions.mjs";

/** The desk around the two conversations that are measured. */
const SIZE = { conversations: 2000, messages: 60_000 };
const OTHERS = 100;
const RUNS = 200;
/** With the other screens asking, too: each push is work for all of them. */
const BUSY_RUNS = 50;

/** @returns {Promise<{ figures: object[], text: string }>} */
export async function benchScreen() {
	const machine = await setUp();
	const shareOfOthers = watchOthers();
	const measured = {};
	await step("Weight of the page", async () => {
		measured.weight = await run(machine, { measure: "weight" });
	});
	await step(`${RUNS} pushes, ${OTHERS} streams`, async () => {
		const streams = await openStreams(machine, false);
		measured.quiet = await run(machine, { measure: "paint", runs: RUNS });
		await streams.stop();
	});
	await step(`${BUSY_RUNS} pushes, ${OTHERS} screens`, async () => {
		const streams = await openStreams(machine, true);
		measured.busy = await run(machine, { measure: "paint", runs: BUSY_RUNS });
		await streams.stop();
	});
	await step("Keys and clicks", async () => {
		measured.interactions = await run(machine, { measure: "interactions" });
	});
	const othersShare = shareOfOthers();
	await step("Lighthouse", async () => {
		measured.lighthouse = await runLighthouse(machine);
		return measured.lighthouse.missing;
	});
	return reportScreen({ ...measured, size: SIZE, others: OTHERS, othersShare });
}

async function setUp() {
	const machine = { taken: 0 };
	await step("Build", buildApp);
	await step("Chromium", installChromium);
	await step("Database", async (tell) => {
		const { url } = await startDatabase();
		const database = new pg.Client({ connectionString: url });
		await database.connect();
		await fill(database, SIZE, tell);
		await database.end();
		machine.env = await newAppEnv(url, newSecrets());
	});
	await step("Servers", async () => {
		await startSimulator(machine.env);
		await startApp(machine.env, "on");
	});
	await step("Agents and customers", async () => {
		machine.url = machine.env.NEXTAUTH_URL;
		machine.pushUrl = `${machine.url}/api/push/bench-agent`;
		machine.sentAt = Math.floor(Date.now() / 1000);
		const { pushUrl, sentAt } = machine;
		const order = { pushUrl, sentAt, others: OTHERS };
		Object.assign(machine, await runMeasurement("screen-seed.ts", order, machine.env));
		machine.cookies = await signIn(machine.url, machine.watcher);
	});
	return machine;
}

/** One program of the browser; pushes are numbered on from program to program. */
async function run(machine, order) {
	const { url, cookies, pushUrl, sentAt, conversations, taken } = machine;
	const given = { url, cookies, pushUrl, sentAt, conversations, first: taken, ...order };
	const result = await runMeasurement("screen-run.ts", given, machine.env);
	machine.taken = result.taken ?? taken;
	return result;
}

/** The other agents, until `stop`; with `asking` their screens do what ours does when it is woken. */
async function openStreams({ url, people, env }, asking) {
	const args = [inProject("scripts", "bench", "screen-load.mjs"), JSON.stringify({ url, people, asking })];
	let tellReady;
	const ready = new Promise((resolve) => {
		tellReady = resolve;
	});
	const program = keep("The other agents", args, env, tellReady);
	await Promise.race([ready, program.exited]);
	return program;
}

/** Scores by category, or why there are none. */
async function runLighthouse({ url, cookies, conversations, env }) {
	const lighthouse = await installLighthouse();
	if (lighthouse.missing) return lighthouse;
	const order = { ...lighthouse, url: `${url}/inbox/${conversations[0].id}`, cookies };
	return runMeasurement("lighthouse-run.mjs", order, env);
}
