/** Senders in processes of their own, as several hosts would have them. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

const SCRIPT = path.join(import.meta.dirname, "deliverer.ts");

/** Starts `processes` senders, each with every conversation; resolves when all have ended well. */
export async function runDeliverers(processes: number, conversationIds: string[]): Promise<void> {
	await Promise.all(Array.from({ length: processes }, () => ended(startDeliverer(conversationIds))));
}

export function startDeliverer(conversationIds: string[]): ChildProcess {
	return spawn(process.execPath, ["--import", "tsx", SCRIPT, ...conversationIds], { stdio: "inherit" });
}

/** Everything that a sender logs, down to its debug lines, until it ends. */
export async function logOfDeliverer(conversationIds: string[]): Promise<string> {
	const env = { ...process.env, LOG_LEVEL: "debug" };
	const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, ...conversationIds], { env });
	let log = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (log += bytes));
	await ended(child);
	return log;
}

const ended = (child: ChildProcess): Promise<void> =>
	new Promise((resolve, reject) =>
		child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a sender ended with ${code}`)))),
	);
