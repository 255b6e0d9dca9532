import { env } from "@/lib/env";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { closeHub } from "@/lib/live/hub";
import { log } from "@/lib/log";
import { notePeers } from "@/lib/peer";
import { SECOND_MS, sleep } from "@/lib/time";

const RETRY_MS = 2 * SECOND_MS;
/** Longer than a send may take. */
const STOP_MS = 15 * SECOND_MS;

/**
 * What a long-lived app process does beside answering: the worker, unless WORKER is off, and a clean stop. A database
 * that is not there yet is waited for; a bad environment ends the start with the list of what is wrong.
 */
export async function startProcess(): Promise<void> {
	try {
		env();
	} catch (error) {
		log.fatal(error instanceof Error ? error.message : "the environment is not complete");
		process.exit(1);
	}
	notePeers();
	// A serverless host has no long-lived process: POST /api/jobs does the work there.
	if (env().serverless) return;
	let worker: Worker | undefined;
	stopCleanly(async () => worker?.stop());
	if (env().WORKER === "on") void keepTrying((started) => (worker = started));
}

async function keepTrying(onStart: (worker: Worker) => void): Promise<void> {
	for (;;) {
		try {
			onStart(await startWorker());
			return;
		} catch (error) {
			log.warn({ err: error }, "the worker could not start; trying again");
			await sleep(RETRY_MS);
		}
	}
}

/**
 * On SIGTERM and SIGINT: streams end (an open one would keep Next waiting for ever), what is being sent is finished, so that
 * no outcome stays unknown. With NEXT_MANUAL_SIG_HANDLE, which our start sets, the process ends here; else by Next itself.
 */
function stopCleanly(stopWorker: () => Promise<void>): void {
	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		await Promise.race([Promise.allSettled([closeHub(), stopWorker()]), sleep(STOP_MS)]);
		if (env().handlesSignals) process.exit(0);
	};
	for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
}
