// Agents' replies on their way out: through the API, the outbox and the worker to the simulated WeChat.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { buildApp } from "../app-build.mjs";
import { atEnd } from "../command.mjs";
import { newSecrets } from "../secrets.mjs";
import { step } from "../steps.mjs";
import { runMeasurement } from "./measurement.mjs";
import { usageOf, watchOthers } from "./process-usage.mjs";
import { newAppEnv, startApp, startDatabase, startSimulator } from "./push-servers.mjs";
import { compareReceipts } from "./send-receipts.mjs";
import { reportSend } from "./send-report.mjs";
import { signIn } from "./send-sessions.mjs";

const AGENTS = 4;
const CONVERSATIONS = 200;
const ROUNDS = 3;
/** Each conversation gets twelve replies a round, in four bursts. */
const BUSY = { lanes: 16, visits: 4, burst: 3, gapMs: 0 };
const WARM_UP = { ...BUSY, visits: 1 };
/** One reply to each conversation, nothing else going on: the pause is longer than a reply is on its way. */
const IDLE = { lanes: 1, visits: 1, burst: 1, gapMs: 200 };
/** The longest wait for the last reply to leave. */
const DRAIN_SECONDS = 120;

/** @returns {Promise<{ figures: object[], text: string }>} */
export async function benchSend() {
	const machine = await setUp();
	const shareOfOthers = watchOthers();
	await step("Warming up", async () => {
		await measure("warm", WARM_UP, machine);
	});
	const rounds = [];
	for (let round = 0; round < ROUNDS; round++) {
		await step(`Round ${round + 1} of ${ROUNDS}`, async () => {
			rounds.push(await measure(`r${round}`, BUSY, machine));
		});
	}
	const busyShare = shareOfOthers();
	let idle;
	await step("One at a time", async () => {
		const shareOfOthers = watchOthers();
		idle = { ...(await measure("idle", IDLE, machine)), othersShare: shareOfOthers() };
	});
	return reportSend({ rounds, idle, busyShare, order: { ...BUSY, conversations: CONVERSATIONS } });
}

async function setUp() {
	const machine = {};
	await step("Build", buildApp);
	await step("Database", async () => {
		const { url, pid } = await startDatabase();
		machine.env = await newAppEnv(url, newSecrets());
		machine.database = new pg.Client({ connectionString: url });
		await machine.database.connect();
		atEnd(() => machine.database.end());
		machine.pids = { database: pid };
	});
	await step("Servers", async () => {
		machine.pids.simulator = (await startSimulator(machine.env)).pid;
		machine.pids.app = (await startApp(machine.env, "on")).pid;
	});
	await step("Agents and customers", async () => {
		const url = machine.env.NEXTAUTH_URL;
		const order = { pushUrl: `${url}/api/push/bench-agent`, agents: AGENTS, conversations: CONVERSATIONS };
		const { agents, appId, conversations } = await runMeasurement("send-seed.ts", order, machine.env);
		const sessions = await Promise.all(agents.map((agent) => signIn(url, agent)));
		machine.appId = appId;
		machine.conversations = conversations.map((conversation, index) => ({
			...conversation,
			cookies: sessions[index % sessions.length],
		}));
	});
	return machine;
}

/** One run of the load, what the simulator got of it, and what it cost. */
async function measure(round, order, machine) {
	const { conversations, pids, env } = machine;
	const before = usage(pids);
	const { posted } = await runMeasurement(
		"send-load.mjs",
		{ ...order, round, conversations, url: env.NEXTAUTH_URL },
		env,
	);
	const statuses = await drain(machine);
	const after = usage(pids);
	const taken = posted.filter(({ status }) => status === 201);
	const received = await readPhones(round, machine);
	const compared = compareReceipts(taken, received);
	const seconds = (compared.lastAt - Math.min(...posted.map(({ at }) => at))) / 1000;
	const cpuMicros = (part) =>
		before[part] && after[part] ? ((after[part].cpuMs - before[part].cpuMs) * 1000) / taken.length : null;
	return {
		...compared,
		taken: taken.length,
		refused: posted.length - taken.length,
		statuses,
		rate: compared.receiptMs.length / seconds,
		answeredMs: posted.map(({ answeredMs }) => answeredMs),
		micros: { app: cpuMicros("app"), database: cpuMicros("database"), simulator: cpuMicros("simulator") },
	};
}

const usage = (pids) => Object.fromEntries(Object.entries(pids).map(([part, pid]) => [part, usageOf(pid)]));

/** Waits until nothing is on its way; gives back how many replies ended how. */
async function drain({ database }) {
	const deadline = Date.now() + DRAIN_SECONDS * 1000;
	for (;;) {
		const { rows } = await database.query(
			"SELECT status::text, count(*)::int FROM messages WHERE direction = 'out' GROUP BY status",
		);
		const statuses = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
		const waiting = (statuses.queued ?? 0) + (statuses.sending ?? 0);
		if (waiting === 0 || Date.now() > deadline) return statuses;
		await sleep(100);
	}
}

/** What the customers' phones show of this round. */
async function readPhones(round, { conversations, appId, env }) {
	const phones = new Map();
	for (const { id, user } of conversations) {
		const response = await fetch(`${env.WECHAT_API_URL}/_sim/chat/${appId}/${user}/transcript`);
		const { items } = await response.json();
		const heard = items.filter(({ from, text }) => from === "api" && text.startsWith(`${round}.`));
		phones.set(
			id,
			heard.map(({ text, at }) => ({ text, at: Date.parse(at) })),
		);
	}
	return phones;
}
