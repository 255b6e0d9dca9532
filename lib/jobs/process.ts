import { env } from "@/lib/env";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { log } from "@/lib/log";
import { SECOND_MS } from "@/lib/time";

const RETRY_MS = 2 * SECOND_MS;

/**
 * What a long-lived app process does beside answering: the worker, unless WORKER is off. A database that is not there
 * yet is waited for; a bad environment stops the start with the list of what is wrong.
 */
export async function startProcess(): Promise<void> {
	try {
		env();
	} catch (error) {
		log.fatal(error instanceof Error ? error.message : "the environment is not complete");
		process.exit(1);
	}
	// A serverless host has no long-lived process: POST /api/jobs does the work there.
	if (env().WORKER === "off" || process.env.VERCEL) return;
	void keepTrying();
}

async function keepTrying(): Promise<void> {
	for (;;) {
		try {
			const worker = await startWorker();
			stopWith(worker);
			return;
		} catch (error) {
			log.warn({ err: error }, "the worker could not start; trying again");
			await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
		}
	}
}

/** What is in hand is finished before the process ends. */
function stopWith(worker: Worker): void {
	for (const signal of ["SIGTERM", "SIGINT"] as const) {
		process.once(signal, () => {
			worker.stop().catch((error: unknown) => log.warn({ err: error }, "the worker did not stop cleanly"));
		});
	}
}
