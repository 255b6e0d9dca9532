import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Starting Node with TypeScript takes a second or more on a busy machine, and a test starts several. */
export const PROCESS_TEST_MS = 60_000;

/** The simulator as a process of its own, gone at the latest when the test is over, even by a timeout. `said` resolves with the beginning of what it says, or all it said before it ended. */
export function startProcess(args: string[]): {
	child: ChildProcess;
	said: Promise<string>;
	ended: Promise<number | null>;
	/** All it said, once it has ended. */
	text(): Promise<string>;
} {
	const command = ["--import", "tsx", "simulator/main.ts", ...args];
	const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
	onTestFinished(() => void child.kill("SIGKILL"));
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
	return { child, said, ended, text: () => ended.then(() => text) };
}
