import { accessSync, constants, readFileSync, renameSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import type { World } from "./state";
import { parseState, type SavedState, writeState } from "./state-file";

/** Carries a world over restarts. */
export interface Keeper {
	/** Something changed that is worth keeping. Called for every request: it only starts a timer. */
	touch(): void;
	/** Writes now. */
	save(): Promise<void>;
	/** Writes what is not written yet, and nothing after that. */
	close(): Promise<void>;
}

const SAVE_AFTER_MS = 2000;
/** Requests wait while a world becomes text: a large one does so less often, a fiftieth of the time at most. */
const REST_FACTOR = 50;

/** The saved state, or null for a start with nothing; a file that is none is set aside as `<file>.broken`. */
export function loadState(file: string): SavedState | null {
	refuseUnwritable(dirname(resolve(file)));
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw error;
	}
	try {
		return parseState(text);
	} catch (error) {
		const broken = `${file}.broken`;
		renameSync(file, broken);
		const why = `${file} is no state of this simulator (${reasonOf(error)})`;
		console.error(`${why}; it is now ${broken}, and the simulator starts empty.`);
		return null;
	}
}

function refuseUnwritable(folder: string): void {
	try {
		accessSync(folder, constants.W_OK);
	} catch (error) {
		throw new Error(`No state can be kept in ${folder} (${reasonOf(error)}).`, { cause: error });
	}
}

/** Writes the world some seconds after a change. */
export function keepIn(file: string, world: World): Keeper {
	let timer: NodeJS.Timeout | undefined;
	let writing = Promise.resolve();
	let restMs = SAVE_AFTER_MS;
	let closed = false;
	const write = async () => {
		try {
			const startedAt = performance.now();
			const text = writeState(world);
			restMs = Math.max(SAVE_AFTER_MS, REST_FACTOR * (performance.now() - startedAt));
			await writeAtomically(file, text);
		} catch (error) {
			console.error(`The simulator's state could not be written to ${file} (${reasonOf(error)}).`);
		}
	};
	const save = () => {
		clearTimeout(timer);
		timer = undefined;
		writing = writing.then(write);
		return writing;
	};
	return {
		touch: () => {
			if (timer || closed) return;
			timer = setTimeout(save, restMs).unref();
		},
		save,
		close: () => {
			closed = true;
			return timer ? save() : writing;
		},
	};
}

/** Whoever reads the file sees the old or the new state, whole; only this user may, for it holds secrets. */
async function writeAtomically(file: string, text: string): Promise<void> {
	const temporary = `${file}.tmp`;
	const handle = await open(temporary, "w", 0o600);
	try {
		await handle.chmod(0o600);
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(temporary, file);
}

function reasonOf(error: unknown): string {
	if (error instanceof SyntaxError) return "not JSON";
	const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
	if (issue) return `${issue.path.join(".") || "content"}: ${issue.message}`;
	return error instanceof Error ? error.message : String(error);
}
