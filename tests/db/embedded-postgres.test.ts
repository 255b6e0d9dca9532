/** The embedded server itself, on data of its own: what a killed command leaves, and what two commands share. */
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres } from "@/scripts/embedded-postgres.mjs";
import { passingFolder } from "@/scripts/postgres-place.mjs";
import { commandLine } from "@/scripts/processes.mjs";

let folder: string;
const stops: (() => Promise<void>)[] = [];

beforeAll(() => {
	folder = passingFolder();
});
afterAll(async () => {
	for (const stop of stops) await stop();
	rmSync(folder, { recursive: true });
});

test("the data outlive the server, which listens on this machine only and with a password", async () => {
	const first = await start();
	await query(first.url("postgres"), "CREATE TABLE kept AS SELECT 1 AS n");
	expect(await query(first.url("postgres"), "SHOW listen_addresses")).toEqual([
		{ listen_addresses: "127.0.0.1" },
	]);
	await expect(query(first.url("postgres").replace(/:[^:@]+@/, ":guess@"), "SELECT 1")).rejects.toThrow(
		/password/,
	);
	const pid = serverPid();
	await first.stop();
	expect(commandLine(pid)).toBeFalsy();

	const second = await start();
	expect(await query(second.url("postgres"), "SELECT n FROM kept")).toEqual([{ n: 1 }]);
	await second.stop();
});

test("it is a UTF-8 server that sorts and lowers like any other, and speaks UTC", async () => {
	const server = await start();
	const [row] = await query(
		server.url("postgres"),
		"SELECT lower('ÄÖ') AS lower, length('客服') AS length, current_setting('TimeZone') AS zone",
	);
	expect(row).toEqual({ lower: "äö", length: 2, zone: "UTC" });
	await server.stop();
});

test("a second command shares the running server and does not end it", async () => {
	const first = await start();
	const second = await start();
	expect(second.shared).toBe(true);
	expect(second.url("postgres")).toBe(first.url("postgres"));
	await second.stop();
	expect(await query(first.url("postgres"), "SELECT 1 AS n")).toEqual([{ n: 1 }]);
	await first.stop();
});

test("a server whose keeper was killed with -9 is replaced, and what it had acknowledged is there", async () => {
	const first = await start();
	await query(first.url("postgres"), "CREATE TABLE acknowledged AS SELECT 2 AS n");
	const orphan = serverPid();
	process.kill(Number(readFileSync(path.join(folder, "data", "kefu-console.keeper"), "utf8")), "SIGKILL");
	await first.exited;
	expect(commandLine(orphan)).toContain("postgres");

	const second = await start();
	expect(second.shared).toBe(false);
	expect(commandLine(orphan)).toBeFalsy();
	expect(await query(second.url("postgres"), "SELECT n FROM acknowledged")).toEqual([{ n: 2 }]);
	await second.stop();
});

async function start() {
	const log = path.join(folder, "postgres.log");
	const server = await startPostgres({ dataFolder: path.join(folder, "data"), log, careless: true });
	stops.push(server.stop);
	return server;
}

const serverPid = (): string =>
	readFileSync(path.join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0] ?? "";

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({ connectionString: url });
	client.on("error", () => {});
	await client.connect();
	try {
		return (await client.query<Record<string, unknown>>(sql)).rows;
	} finally {
		await client.end();
	}
}
