import { endWithNpm } from "./end-with-npm.mjs";

/** A sentence for the person at the terminal: shown without a stack, ends the command with exit code 1. */
export class Refusal extends Error {}

const endings = [];
let ending;

/** Asks for `end` to be run when the command ends, however it ends; the last one asked for runs first. */
export function atEnd(end) {
	endings.push(end);
}

/** True once the command is on its way out: what dies from now on died because we asked it to. */
export const isEnding = () => ending !== undefined;

/**
 * Runs `main` as the whole of this process. It ends with the number that `main` returns (0 without one), with 1 and a
 * sentence when it throws, and after a signal with `signalCode`. All endings have run before the process is gone.
 */
export async function command(main, { signalCode = 130 } = {}) {
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => endBySignal(signalCode));
	endWithNpm();
	let code = 1;
	try {
		code = (await main()) ?? 0;
	} catch (error) {
		if (!isEnding()) console.error(explain(error));
	}
	await end(code);
}

/** Ends the command with `code`, as if `main` had returned it. */
export function end(code) {
	ending ??= { since: Date.now(), done: runEndings().then(() => process.exit(code)) };
	return ending.done;
}

function endBySignal(code) {
	// npm passes a Ctrl-C on to us that we have already had from the terminal; a person is slower than that.
	const impatient = isEnding() && Date.now() - ending.since > 1000;
	if (impatient) process.exit(code);
	end(code);
}

async function runEndings() {
	while (endings.length > 0) {
		try {
			await endings.pop()();
		} catch (error) {
			console.error(explain(error));
		}
	}
}

/** What a person reads about an error: one sentence where we know one. */
export function explain(error) {
	if (error instanceof Refusal) return `\n${error.message}`;
	if (error?.code === "ENOSPC") return "\nThe disk is full.";
	if (["EACCES", "EROFS", "EPERM"].includes(error?.code) && error.path) {
		return `\nNo right to use ${error.path} (${error.code}).`;
	}
	return `\n${error?.stack ?? error}`;
}
