import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate } from "@/scripts/migrate.mjs";
import { createEmptyDatabase, dropDatabase } from "@/scripts/test-server.mjs";

let url: string;
let folder: string;

beforeEach(async () => {
	url = await createEmptyDatabase();
	folder = mkdtempSync(path.join(os.tmpdir(), "kefu-migrations-"));
});

afterEach(async () => {
	await dropDatabase(url);
	rmSync(folder, { recursive: true });
});

test("migrations are applied once, in the order of their names", async () => {
	write("2_fill", "INSERT INTO fruit VALUES ('pear');");
	write("1_table", "CREATE TABLE fruit (name text);");
	expect(await migrate(url, folder)).toEqual(["1_table", "2_fill"]);
	expect(await migrate(url, folder)).toEqual([]);
	expect(await query("SELECT name FROM fruit")).toEqual([{ name: "pear" }]);
});

test("four processes starting at once apply each migration once", async () => {
	write("1_table", "CREATE TABLE fruit (name text); SELECT pg_sleep(0.2);");
	write("2_fill", "INSERT INTO fruit VALUES ('pear');");
	const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
	expect(applied.flat().sort()).toEqual(["1_table", "2_fill"]);
	expect(await query("SELECT count(*)::int AS n FROM fruit")).toEqual([{ n: 1 }]);
});

test("an applied migration that was edited is refused by name, and nothing newer is applied", async () => {
	write("1_table", "CREATE TABLE fruit (name text);");
	await migrate(url, folder);
	write("1_table", "CREATE TABLE fruit (name text, weight int);");
	write("2_fill", "INSERT INTO fruit VALUES ('pear');");
	await expect(migrate(url, folder)).rejects.toThrow(/1_table was edited after it had been applied/);
	expect(await query("SELECT count(*)::int AS n FROM fruit")).toEqual([{ n: 0 }]);
});

test("a failing migration leaves nothing of itself, names its line, and can be applied once mended", async () => {
	write("1_table", "CREATE TABLE fruit (name text);");
	write("2_wrong", "ALTER TABLE fruit ADD weight int;\nSELECT * FROM nowhere;");
	await expect(migrate(url, folder)).rejects.toThrow(
		/2_wrong failed, nothing of it was kept: .*nowhere.*\(line 2\)/,
	);
	expect(await columns("fruit")).toEqual(["name"]);
	write("2_wrong", "ALTER TABLE fruit ADD weight int;");
	expect(await migrate(url, folder)).toEqual(["2_wrong"]);
	expect(await columns("fruit")).toEqual(["name", "weight"]);
});

test("a migration that Prisma left half done is reported, not repeated", async () => {
	write("1_table", "CREATE TABLE fruit (name text);");
	await migrate(url, folder);
	await query("UPDATE _prisma_migrations SET finished_at = NULL");
	await expect(migrate(url, folder)).rejects.toThrow(/1_table was begun by Prisma and did not finish/);
});

test("a migration of a newer version does not stop an older one from starting", async () => {
	write("1_table", "CREATE TABLE fruit (name text);");
	write("2_newer", "ALTER TABLE fruit ADD weight int;");
	await migrate(url, folder);
	rmSync(path.join(folder, "2_newer"), { recursive: true });
	expect(await migrate(url, folder)).toEqual([]);
});

test("a database that cannot be reached is named without its password", async () => {
	const wrong = "postgresql://someone:hidden-word@127.0.0.1:9/nothing";
	const refusal = await migrate(wrong, folder).catch((error: Error) => error.message);
	expect(refusal).toMatch(/database nothing on 127\.0\.0\.1:9 cannot be reached/);
	expect(refusal).not.toContain("hidden-word");
});

function write(name: string, sql: string): void {
	mkdirSync(path.join(folder, name), { recursive: true });
	writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

const columns = async (table: string): Promise<unknown[]> =>
	(
		await query(
			`SELECT column_name FROM information_schema.columns WHERE table_name = '${table}' ORDER BY ordinal_position`,
		)
	).map((row) => row.column_name);

async function query(sql: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query<Record<string, unknown>>(sql)).rows;
	} finally {
		await client.end();
	}
}
