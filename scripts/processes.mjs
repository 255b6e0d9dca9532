import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { atEnd, isEnding, Refusal } from "./command.mjs";
import { inProject, root } from "./project.mjs";

const endWithParent = pathToFileURL(inProject("scripts", "end-with-parent.mjs")).href;

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches only us and we end things in order.
 * Its output is appended to the file `log`, or goes line by line to `onLine`, or to the terminal.
 * `stop()` ends the group politely, after `graceMs` without asking.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, log?: string, onLine?: (line: string) => void, cwd?: string, graceMs?: number, channel?: "ipc"[] }} [options]
 */
function start(
	file,
	args,
	{ env = process.env, log, onLine, cwd = root, graceMs = 8000, channel = [] } = {},
) {
	const logFile = log && openSync(log, "a");
	const output = logFile ?? (onLine ? "pipe" : "inherit");
	const stdio = ["ignore", output, output, ...channel];
	const child = spawn(file, args, { cwd, env, detached: true, stdio });
	if (logFile !== undefined) closeSync(logFile);
	else if (onLine) for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
	const exited = new Promise((resolve) => {
		child.once("error", (error) => resolve({ code: null, signal: null, error }));
		child.once("close", (code, signal) => resolve({ code, signal }));
	});
	const kill = (signal) => signalGroup(child.pid, signal);
	return { pid: child.pid, exited, kill, stop: () => stopGroup(kill, exited, graceMs) };
}

/** Starts a Node program that ends when this process does, even when we are killed with -9. */
export function startNode(args, options) {
	const env = { ...(options?.env ?? process.env), KEFU_END_WITH_PARENT: "yes" };
	return start(process.execPath, ["--import", endWithParent, ...args], { ...options, env, channel: ["ipc"] });
}

/**
 * Like `startNode`, for a program that must live as long as the command: it is ended with the command, and `onDeath`
 * is called with a sentence when it dies before.
 */
export function keepRunning(name, args, { onDeath, ...options }) {
	const program = startNode(args, options);
	atEnd(program.stop);
	program.exited.then(({ code, signal, error }) => {
		if (isEnding()) return;
		const how = error?.message ?? (signal ? `was ended by ${signal}` : `ended with code ${code}`);
		onDeath(`${name} ${how}.${options.log ? lastLines(options.log) : ""}`);
	});
	return program;
}

/** Runs a program to its end and gives back its exit code; it ends with the command. */
export async function run(file, args, options) {
	return finish(start(file, args, options));
}

/** The same for a Node program. */
export async function runNode(args, options) {
	return finish(startNode(args, options));
}

/** Runs a Node program to its end; refuses with `sentence` and the end of its output when it fails. */
export async function mustRunNode(args, { sentence, ...options }) {
	const code = await runNode(args, options);
	if (code !== 0) throw new Refusal(`${sentence}${options.log ? lastLines(options.log) : ""}`);
}

/** The command line of a running process, or undefined when there is none with this id. */
export function commandLine(pid) {
	if (existsSync("/proc/self")) {
		try {
			return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
		} catch {
			return undefined;
		}
	}
	try {
		return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
	} catch {
		return undefined;
	}
}

/** The end of a log file, with its name, to be put behind a sentence. */
export function lastLines(log, count = 20) {
	if (!existsSync(log)) return "";
	const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-count);
	return ` The end of ${path.relative(process.cwd(), log) || log}:\n\n${lines.join("\n")}`;
}

async function finish(program) {
	atEnd(program.stop);
	const { code, error } = await program.exited;
	if (error) throw error;
	return code ?? 1;
}

function readLines(stream, onLine) {
	let rest = "";
	stream.setEncoding("utf8").on("data", (chunk) => {
		const lines = (rest + chunk).split("\n");
		rest = lines.pop();
		for (const line of lines) onLine(line);
	});
	stream.on("end", () => rest && onLine(rest));
}

async function stopGroup(kill, exited, graceMs) {
	if (!kill("SIGTERM")) return;
	let timer;
	const tooSlow = new Promise((resolve) => {
		timer = setTimeout(resolve, graceMs, "too slow");
	});
	await Promise.race([exited, tooSlow]);
	clearTimeout(timer);
	// What the program itself started (a compiler, a browser) may outlive it: nothing of the group stays.
	kill("SIGKILL");
	await exited;
}

function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
		return true;
	} catch {
		return false;
	}
}
