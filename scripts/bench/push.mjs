// The push door under load, against a bare Next handler (A) and the bare statement (E), in one run on one machine.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { buildApp } from "../app-build.mjs";
import { atEnd } from "../command.mjs";
import { newSecrets } from "../secrets.mjs";
import { step } from "../steps.mjs";
import { buildBareNext } from "./bare-next.mjs";
import { median } from "./figures.mjs";
import { runMeasurement } from "./measurement.mjs";
import { usageOf, watchOthers } from "./process-usage.mjs";
import { measure } from "./push-cases.mjs";
import { reportPush } from "./push-report.mjs";
import { countRows, emptyOutbox } from "./push-rows.mjs";
import { newAppEnv, startApp, startBare, startDatabase, startSimulator } from "./push-servers.mjs";

const ROUNDS = 3;
/** Of each measurement, about. */
const SECONDS = 10;
/** Requests before each measurement; the first time much is compiled. */
const WARM_UP = { first: 4000, later: 1000 };
/** The longest wait for the last reply to reach the simulator. */
const DRAIN_SECONDS = 120;

/** @returns {Promise<{ figures: object[], text: string }>} */
export async function benchPush() {
	const machine = await setUp();
	const shareOfOthers = watchOthers();
	const rounds = { A: [], B: [], C: [], D: [], E: [] };
	for (let round = 0; round < ROUNDS; round++) {
		await step(`Round ${round + 1} of ${ROUNDS}`, (tell) => playRound(machine, rounds, tell));
	}
	const othersShare = shareOfOthers();
	let half;
	await step("B at half its peak", async () => {
		const rate = Math.floor(median(rounds.B.map((run) => run.rate)) / 2);
		half = { rate, ...(await measure("B", { first: machine.taken, seconds: SECONDS, rate }, machine)) };
		machine.taken += half.used;
	});
	const memoryMb = [usageOf(machine.app.pid)?.memoryMb];
	let sending;
	await step("C with the worker on", async () => {
		await machine.app.stop();
		machine.app = await startApp(machine.env, "on");
		sending = await measureSending(machine);
	});
	memoryMb.push(usageOf(machine.app.pid)?.memoryMb);
	return reportPush({ rounds, half, sending, memoryMb: Math.max(...memoryMb) || null, othersShare });
}

async function setUp() {
	const machine = { sentAt: Math.floor(Date.now() / 1000) };
	await step("Build", buildApp);
	await step("Bare Next app", buildBareNext);
	await step("Database", async () => {
		const { url, pid } = await startDatabase();
		machine.postgresPid = pid;
		machine.env = await newAppEnv(url, newSecrets());
		machine.database = new pg.Client({ connectionString: url });
		await machine.database.connect();
		atEnd(() => machine.database.end());
	});
	await step("Servers", async () => {
		await startSimulator(machine.env);
		machine.bare = await startBare();
		machine.app = await startApp(machine.env, "off");
	});
	await step("Channels, rules, customers", async () => {
		const door = (id) => `${machine.env.NEXTAUTH_URL}/api/push/${id}`;
		machine.pushUrls = { agent: door("bench-agent"), bot: door("bench-bot") };
		const { sentAt, pushUrls } = machine;
		machine.taken = (await runMeasurement("push-seed.ts", { sentAt, pushUrls }, machine.env)).used;
	});
	return machine;
}

/** Each case once; D sends what B just sent. */
async function playRound(machine, rounds, tell) {
	const warmUp = rounds.A.length === 0 ? WARM_UP.first : WARM_UP.later;
	for (const name of ["A", "B", "C", "D", "E"]) {
		tell(name);
		const again = { first: rounds.B.at(-1)?.first, span: rounds.B.at(-1)?.used };
		const packets = name === "D" ? again : { first: machine.taken };
		const run = await measure(name, { ...packets, warmUp, seconds: SECONDS }, machine);
		rounds[name].push({ ...run, first: packets.first });
		if (name !== "D") machine.taken += run.used;
		if (name === "C") await emptyOutbox(machine.database);
	}
}

/** C with the worker in the same process, until the last reply has been sent. */
async function measureSending(machine) {
	const before = await countRows(machine.database, "bench-bot");
	const start = Date.now();
	const run = await measure("C", { first: machine.taken, warmUp: WARM_UP.later, seconds: SECONDS }, machine);
	for (;;) {
		const now = await countRows(machine.database, "bench-bot");
		const seconds = (Date.now() - start) / 1000;
		const sent = now.accepted - before.accepted;
		if (now.waiting === 0 || seconds > DRAIN_SECONDS)
			return { ...run, sent, waiting: now.waiting, sentSeconds: seconds };
		await sleep(250);
	}
}
