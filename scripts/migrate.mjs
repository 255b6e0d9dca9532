import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { Refusal } from "./command.mjs";
import { inProject } from "./project.mjs";

/** The advisory lock that Prisma's own engine takes, so that either may migrate while the other waits. */
const PRISMA_LOCK = 72707369;

/** Prisma's table, so that `prisma migrate status` and `migrate dev` understand a database we migrated. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
	id VARCHAR(36) PRIMARY KEY NOT NULL,
	checksum VARCHAR(64) NOT NULL,
	finished_at TIMESTAMPTZ,
	migration_name VARCHAR(255) NOT NULL,
	logs TEXT,
	rolled_back_at TIMESTAMPTZ,
	started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
	applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings a database up to date, as `prisma migrate deploy` does without its engine: applies the migrations in `folder`
 * that it does not have yet, in order, each in a transaction of its own that also records it. Any number of processes
 * may do so at once: one works, the others wait and find nothing left. Gives back the names of those it applied.
 * Refuses when an applied migration was edited, when one fails (nothing of it stays), and when Prisma left one half done.
 */
export async function migrate(databaseUrl, folder = inProject("prisma", "migrations")) {
	const client = new pg.Client({ connectionString: databaseUrl, options: "-c timezone=UTC" });
	client.on("error", () => {});
	await client.connect().catch(refuseConnection(databaseUrl));
	try {
		await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
		await client.query(MIGRATIONS_TABLE);
		const pending = unapplied(readMigrations(folder), await readApplied(client));
		for (const migration of pending) await apply(client, migration);
		return pending.map(({ name }) => name);
	} finally {
		// The lock belongs to the connection and goes with it.
		await client.end();
	}
}

function readMigrations(folder) {
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, "migration.sql")))
		.map(({ name }) => {
			const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
			return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
		})
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readApplied(client) {
	const { rows } = await client.query(
		"SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
	);
	const halfDone = rows.find((row) => row.finished_at === null);
	if (halfDone) {
		throw new Refusal(
			`Migration ${halfDone.migration_name} was begun by Prisma and did not finish. Repair the database, then run \`npx prisma migrate resolve\`.`,
		);
	}
	return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function unapplied(migrations, applied) {
	const edited = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
	if (edited) {
		throw new Refusal(
			`Migration ${edited.name} was edited after it had been applied to this database. Restore the file and put the change into a new migration.`,
		);
	}
	return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client, { name, sql, checksum }) {
	try {
		await client.query("BEGIN");
		await client.query(sql);
		await client.query(
			"INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, clock_timestamp(), 1)",
			[randomUUID(), checksum, name],
		);
		await client.query("COMMIT");
	} catch (error) {
		await client.query("ROLLBACK").catch(() => {});
		throw new Refusal(
			`Migration ${name} failed, nothing of it was kept: ${error.message}${lineOf(sql, error)}`,
		);
	}
}

function lineOf(sql, { position }) {
	return position ? ` (line ${sql.slice(0, Number(position)).split("\n").length})` : "";
}

function refuseConnection(databaseUrl) {
	return (error) => {
		const { host, pathname } = new URL(databaseUrl);
		throw new Refusal(
			`The database ${pathname.slice(1)} on ${host} cannot be reached: ${error.message || error.code}.`,
		);
	};
}
