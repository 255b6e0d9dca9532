// The inbox over a great desk: lists, thread, sync, counts and search on 200,000 conversations with 5,000,000 messages.
import { mkdirSync, statfsSync } from "node:fs";
import pg from "pg";
import { atEnd, Refusal } from "../command.mjs";
import { startPostgres } from "../embedded-postgres.mjs";
import { migrate } from "../migrate.mjs";
import { lastingDataFolder } from "../postgres-place.mjs";
import { inData } from "../project.mjs";
import { newSecrets } from "../secrets.mjs";
import { step } from "../steps.mjs";
import { fill, isFilled } from "./inbox-fill.mjs";
import { reportInbox } from "./inbox-report.mjs";
import { runMeasurement } from "./measurement.mjs";
import { watchOthers } from "./process-usage.mjs";
import { newAppEnv } from "./push-servers.mjs";

const BYTES_A_MESSAGE = 1500;

/** @returns {Promise<{ figures: object[], text: string }>} */
export async function benchInbox() {
	const size = {
		conversations: amountOf("BENCH_CONVERSATIONS", 200_000),
		messages: amountOf("BENCH_MESSAGES", 5_000_000),
	};
	let url;
	await step("Database server", async () => {
		url = await startKeptServer();
	});
	await step("Rows", (tell) => prepareRows(url, size, tell));
	const env = await newAppEnv(url(nameOf(size)), newSecrets());
	const shareOfOthers = watchOthers();
	let measured;
	await step("Measuring", async () => {
		measured = await runMeasurement("inbox-run.ts", size, env);
	});
	return reportInbox({ ...measured, size, othersShare: shareOfOthers() });
}

function amountOf(variable, ordinary) {
	const value = process.env[variable];
	if (!value) return ordinary;
	if (!/^[1-9]\d{2,7}$/.test(value)) throw new Refusal(`${variable} is not a number from 100 on: ${value}`);
	return Number(value);
}

/** Beside the data of the demo, kept from run to run. */
async function startKeptServer() {
	const dataFolder = lastingDataFolder("bench-postgres");
	mkdirSync(inData("logs"), { recursive: true });
	const server = await startPostgres({ dataFolder, log: inData("logs", "bench-postgres.log") });
	atEnd(server.stop);
	return server.url;
}

/** One database a size, so that a small one for developing does not cost the great one. */
const nameOf = ({ conversations, messages }) => `inbox_${conversations}_${messages}`;

async function prepareRows(url, size, tell) {
	const name = nameOf(size);
	if (await isReady(url, size)) {
		await withClient(url(name), settle);
		return `kept from an earlier run, in ${inData("bench-postgres")}`;
	}
	const freeBytes = (({ bavail, bsize }) => bavail * bsize)(statfsSync(inData()));
	if (freeBytes < 2 * size.messages * BYTES_A_MESSAGE)
		throw new Refusal(`The disk has no room for ${size.messages} messages: BENCH_MESSAGES makes it fewer.`);
	await withClient(url("postgres"), async (server) => {
		await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
		await server.query(`CREATE DATABASE ${name}`);
		await server.query("ALTER SYSTEM SET max_wal_size = '4GB'");
		await server.query("SELECT pg_reload_conf()");
	});
	await migrate(url(name));
	await withClient(url(name), async (database) => {
		await fill(database, size, tell);
		await settle(database);
	});
}

/** What the worker and autovacuum do now and then: an earlier run has left changes behind. */
async function settle(database) {
	await database.query("SELECT kefu_sum_counts()");
	await database.query("SELECT gin_clean_pending_list('messages_search')");
	await database.query("VACUUM ANALYZE conversation_counts");
}

/** Its rows are there and its migrations are those of today; a database with edited ones is made anew. */
async function isReady(url, size) {
	try {
		if (!(await withClient(url(nameOf(size)), (database) => isFilled(database, size)))) return false;
		const applied = await migrate(url(nameOf(size)));
		if (applied.length > 0)
			await withClient(url(nameOf(size)), (database) => database.query("VACUUM ANALYZE"));
		return true;
	} catch {
		return false;
	}
}

async function withClient(url, work) {
	const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
