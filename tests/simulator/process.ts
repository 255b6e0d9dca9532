import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The simulator as a process of its own. `said` resolves with its first line, or all it said before it ended. */
export function startProcess(args: string[]): {
	child: ChildProcess;
	said: Promise<string>;
	ended: Promise<number | null>;
} {
	const command = ["--import", "tsx", "simulator/main.ts", ...args];
	const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
	let text = "";
	const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
	const said = new Promise<string>((resolve) => {
		child.stdout?.on("data", (chunk) => {
			text += chunk;
			if (text.includes("\n")) resolve(text);
		});
		child.stderr?.on("data", (chunk) => {
			text += chunk;
		});
		ended.then(() => resolve(text));
	});
	return { child, said, ended };
}
