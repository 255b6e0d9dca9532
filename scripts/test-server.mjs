import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { startPostgres } from "./embedded-postgres.mjs";
import { passingFolder } from "./postgres-place.mjs";

/**
 * A throw-away database server with a migrated template in it, named by two variables of this process's environment,
 * which its children inherit: TEST_SERVER_URL (may create databases) and TEST_TEMPLATE. A server already named there is
 * used, and then `stop` only removes what was made on it. Databases cloned from the template begin with its name.
 */
export async function startTestServer() {
	if (process.env.TEST_TEMPLATE) return { stop: async () => {} };
	const server = process.env.TEST_SERVER_URL ? undefined : await passingServer();
	const serverUrl = process.env.TEST_SERVER_URL ?? server.url;
	const template = `kefu_test_${randomBytes(4).toString("hex")}`;
	const stop = async () => {
		delete process.env.TEST_TEMPLATE;
		if (!server) return dropDatabases(serverUrl, template);
		delete process.env.TEST_SERVER_URL;
		await server.stop();
	};
	try {
		await onServer(serverUrl, (client) => client.query(`CREATE DATABASE ${template}`));
		const { migrate } = await import("./migrate.mjs");
		await migrate(databaseUrl(serverUrl, template));
	} catch (error) {
		await stop();
		throw error;
	}
	process.env.TEST_SERVER_URL = serverUrl;
	process.env.TEST_TEMPLATE = template;
	return { stop };
}

/** Clones the migrated template into a new database and gives back its address. */
export async function cloneTemplate() {
	const { TEST_SERVER_URL, TEST_TEMPLATE } = process.env;
	if (!TEST_SERVER_URL || !TEST_TEMPLATE) throw new Error("no test server: call startTestServer() first");
	const name = `${TEST_TEMPLATE}_${randomBytes(4).toString("hex")}`;
	await onServer(TEST_SERVER_URL, (client) =>
		client.query(`CREATE DATABASE ${name} TEMPLATE ${TEST_TEMPLATE}`),
	);
	return databaseUrl(TEST_SERVER_URL, name);
}

/** Makes an empty database, for what migrates it itself, and gives back its address. */
export async function createEmptyDatabase() {
	const { TEST_SERVER_URL, TEST_TEMPLATE } = process.env;
	const name = `${TEST_TEMPLATE}_${randomBytes(4).toString("hex")}`;
	await onServer(TEST_SERVER_URL, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
	return databaseUrl(TEST_SERVER_URL, name);
}

/** Removes a database, whoever is still connected to it. */
export async function dropDatabase(url) {
	const name = new URL(url).pathname.slice(1);
	await onServer(process.env.TEST_SERVER_URL, (client) =>
		client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
	);
}

async function passingServer() {
	const folder = passingFolder();
	const remove = () => rmSync(folder, { recursive: true, force: true });
	try {
		mkdirSync(path.join(folder, "log"));
		const log = path.join(folder, "log", "postgres.log");
		const server = await startPostgres({ dataFolder: path.join(folder, "data"), log, careless: true });
		return { url: server.url("postgres"), stop: () => server.stop().finally(remove) };
	} catch (error) {
		remove();
		throw error;
	}
}

async function dropDatabases(serverUrl, prefix) {
	await onServer(serverUrl, async (client) => {
		const { rows } = await client.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [
			prefix,
		]);
		for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
	});
}

async function onServer(serverUrl, work) {
	const { default: pg } = await import("pg");
	const client = new pg.Client({ connectionString: serverUrl });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

function databaseUrl(serverUrl, name) {
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	return url.href;
}
