/** Commands as processes of their own: how they end, and what they leave behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { commandLine } from "@/scripts/processes.mjs";
import { inProject, root } from "@/scripts/project.mjs";

const running: ChildProcess[] = [];
afterEach(() => {
	for (const child of running.splice(0)) child.kill("SIGKILL");
});

const MODULES = `
	import { atEnd, command, Refusal } from "${module("command.mjs")}";
	import { keepRunning } from "${module("processes.mjs")}";
	const forever = () => new Promise(() => setInterval(() => {}, 1000));
	const child = (onDeath = () => {}) => keepRunning("The child", ["--eval",
		"process.on('SIGTERM', () => { console.log('child ends'); process.exit(0); }); setInterval(() => {}, 1000); console.log('child ' + process.pid);"
	], { onDeath });
`;

test("a refusal is one sentence without a stack, and exit code 1", async () => {
	const { output, code } = await run(
		`await command(async () => { throw new Refusal("The port is in use."); });`,
	);
	expect(code).toBe(1);
	expect(output.trim()).toBe("The port is in use.");
});

test("what was asked for at the end runs in reverse, also after a failure", async () => {
	const { output, code } = await run(`await command(async () => {
		// All on one stream: two arrive in any order.
		atEnd(() => console.error("first"));
		atEnd(async () => { throw new Error("an ending that fails"); });
		atEnd(() => console.error("last"));
		return 3;
	});`);
	expect(code).toBe(3);
	expect(output).toMatch(/^last\n[\s\S]*an ending that fails[\s\S]*\nfirst\n$/);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
	"%s ends the programs it started, then the command",
	async (signal) => {
		const { child, output } = start(
			`await command(async () => { child(); await forever(); }, { signalCode: 0 });`,
		);
		const pid = await childPid(output);
		child.kill(signal);
		const [code] = await once(child, "close");
		expect(code).toBe(0);
		expect(output()).toContain("child ends");
		expect(commandLine(pid)).toBeUndefined();
	},
);

test("Ctrl-C that comes twice, from the terminal and from npm, still ends in order", async () => {
	const { child, output } = start(
		`await command(async () => { child(); await forever(); }, { signalCode: 0 });`,
	);
	await childPid(output);
	child.kill("SIGINT");
	child.kill("SIGINT");
	const [code] = await once(child, "close");
	expect(code).toBe(0);
	expect(output()).toContain("child ends");
});

test("a command whose npm is ended by SIGTERM ends in order, and nothing it started stays", async () => {
	const folder = mkdtempSync(path.join(tmpdir(), "kefu-npm-"));
	writeFileSync(
		path.join(folder, "it.mjs"),
		`${MODULES} await command(async () => { child(); await forever(); });`,
	);
	writeFileSync(path.join(folder, "package.json"), JSON.stringify({ scripts: { it: "node it.mjs" } }));
	const npm = track(spawn("npm", ["run", "it"], { cwd: folder }));
	const output = collect(npm);
	const pid = await childPid(output);
	npm.kill("SIGTERM");
	await expect.poll(() => commandLine(pid)).toBeFalsy();
	rmSync(folder, { recursive: true });
});

test("a command killed with -9 takes the programs it started with it", async () => {
	const { child, output } = start(`await command(async () => { child(); await forever(); });`);
	const pid = await childPid(output);
	child.kill("SIGKILL");
	await expect.poll(() => commandLine(pid)).toBeFalsy();
});

test("a program that dies is told of, with how it died", async () => {
	const { child, output } = start(
		`await command(async () => { child((sentence) => console.log(sentence)); await forever(); });`,
	);
	process.kill(Number(await childPid(output)), "SIGKILL");
	await expect.poll(output).toContain("The child was ended by SIGKILL.");
	child.kill("SIGTERM");
	await once(child, "close");
});

test("an old Node is told in a sentence what is needed", async () => {
	const pretend = `data:text/javascript,${encodeURIComponent(
		'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });',
	)}`;
	const child = track(
		spawn(process.execPath, ["--import", pretend, inProject("scripts", "demo.mjs")], { cwd: root }),
	);
	const output = collect(child);
	const [code] = await once(child, "close");
	expect(code).toBe(1);
	expect(output().trim()).toBe("Kefu Console needs Node 20.19 or newer; this is Node 18.20.4.");
});

function module(name: string): string {
	return pathToFileURL(inProject("scripts", name)).href;
}

async function run(program: string): Promise<{ output: string; code: number }> {
	const { child, output } = start(program);
	const [code] = await once(child, "close");
	return { output: output(), code };
}

function start(program: string): { child: ChildProcess; output: () => string } {
	const args = ["--input-type=module", "--eval", MODULES + program];
	const child = track(spawn(process.execPath, args, { cwd: root }));
	return { child, output: collect(child) };
}

function track(child: ChildProcess): ChildProcess {
	running.push(child);
	return child;
}

function collect(child: ChildProcess): () => string {
	let text = "";
	for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (text += chunk));
	return () => text;
}

async function childPid(output: () => string): Promise<string> {
	await expect.poll(output).toMatch(/child \d+/);
	return output().match(/child (\d+)/)?.[1] ?? "";
}
