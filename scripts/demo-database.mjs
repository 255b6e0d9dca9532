import { atEnd } from "./command.mjs";
import { startPostgres } from "./embedded-postgres.mjs";
import { lastingDataFolder } from "./postgres-place.mjs";
import { inData } from "./project.mjs";

const NAME = "kefu_console";

/**
 * The database of demo and dev: the one of DATABASE_URL when given, else an embedded one with lasting data, which ends
 * with the command. `remark` says which, when it is not the ordinary place.
 */
export async function openDatabase() {
	if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, remark: "the one of DATABASE_URL" };
	const dataFolder = lastingDataFolder();
	const server = await startPostgres({ dataFolder, log: inData("logs", "postgres.log") });
	atEnd(server.stop);
	await createDatabase(server.url("postgres"), NAME);
	return { url: server.url(NAME), server, remark: remarkOn(dataFolder, server) };
}

function remarkOn(dataFolder, { shared }) {
	if (shared) return "shared with another command of this folder, and ends with it";
	if (dataFolder === inData("postgres")) return "";
	return `in ${dataFolder}: PostgreSQL does not run as root, and its user cannot enter this folder`;
}

async function createDatabase(serverUrl, name) {
	const { default: pg } = await import("pg");
	const client = new pg.Client({ connectionString: serverUrl });
	await client.connect();
	try {
		const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
		if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
	} finally {
		await client.end();
	}
}
