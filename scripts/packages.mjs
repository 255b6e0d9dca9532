import { existsSync, readFileSync } from "node:fs";
import { Refusal } from "./command.mjs";
import { lastLines, run } from "./processes.mjs";
import { inData, inProject } from "./project.mjs";

/** What npm says, and what it means. */
const REASONS = [
	[/ENOSPC/, "the disk is full"],
	[/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/, "npm's registry cannot be reached"],
	[/EACCES|EPERM|EROFS/, "this folder cannot be written to"],
];

/**
 * Installs exactly what package-lock.json says, unless it is installed already. No package's own install script runs:
 * none is needed, and Prisma's would download an engine from a host that is not always there.
 * @returns {Promise<string>} a remark for the step
 */
export async function installPackages() {
	if (packagesAreInstalled()) return "already there";
	const log = inData("logs", "npm-ci.log");
	const code = await npmCi({ log });
	if (code === 0) return "";
	const output = lastLines(log);
	const reason = REASONS.find(([pattern]) => pattern.test(output))?.[1] ?? `npm ended with code ${code}`;
	throw new Refusal(`The packages could not be installed: ${reason}.${output}`);
}

/** Runs `npm ci` and gives back its exit code. @param {{ log: string, cwd?: string }} options */
export function npmCi(options) {
	const args = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
	return run(...npm(args), options);
}

/** Compares what npm wrote down after its last installation with package-lock.json. */
export function packagesAreInstalled(
	wanted = inProject("package-lock.json"),
	folder = inProject("node_modules"),
) {
	// npm writes it last: an installation that was broken off has none.
	const record = `${folder}/.package-lock.json`;
	if (!existsSync(record)) return false;
	const installed = readLock(record);
	return Object.entries(readLock(wanted)).every(([path, { version, optional }]) => {
		if (path === "") return true;
		// Optional packages are those of other systems: their absence is right.
		return installed[path] ? installed[path].version === version : optional === true;
	});
}

const readLock = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** The npm that runs us, when one does: another one on PATH may be of another version. */
function npm(args) {
	const running = process.env.npm_execpath;
	return running?.endsWith("npm-cli.js") ? [process.execPath, [running, ...args]] : ["npm", args];
}
