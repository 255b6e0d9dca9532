import fs, { chmodSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Refusal } from "./command.mjs";

/** The clone this file lies in, whatever the current directory. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** An absolute path in the clone. */
export const inProject = (...parts) => path.join(root, ...parts);

/** An absolute path in `.data/`, where everything lies that a command keeps between two runs. */
export const inData = (...parts) => inProject(".data", ...parts);

/** Makes `.data/` and says in one sentence why it cannot be had. */
export function prepareDataFolder(neededMb) {
	try {
		mkdirSync(inData("logs"), { recursive: true });
		// The database server of a root user runs as another user and must be able to walk through.
		chmodSync(inData(), 0o755);
	} catch (error) {
		throw new Refusal(`This folder cannot be written to: ${inData()} (${error.code ?? error.message}).`);
	}
	const freeMb = freeSpaceMb(root);
	if (freeMb < neededMb) {
		throw new Refusal(`Only ${freeMb} MB are free on the disk of ${root}; about ${neededMb} MB are needed.`);
	}
}

/** Megabytes that must be free: the packages and the build weigh most, when they are still to come. */
export const neededMb = () =>
	150 + (existsSync(inProject("node_modules")) ? 0 : 1500) + (existsSync(inProject(".next")) ? 0 : 350);

function freeSpaceMb(folder) {
	// Not imported by name: an old Node has none, and is to say that it is old instead.
	const { bavail, bsize } = fs.statfsSync(folder);
	return Math.floor((bavail * bsize) / 1024 / 1024);
}
