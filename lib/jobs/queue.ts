/** Wake-ups for the worker, through graphile-worker. Lost ones are found by the sweep. */
import { Logger, makeWorkerUtils, type WorkerUtils } from "graphile-worker";
import { coalesce } from "@/lib/coalesce";
import { getPool } from "@/lib/db";
import { type AlertReason, JOB_KINDS } from "@/lib/jobs/kinds";
import { log } from "@/lib/log";
import { SECOND_MS } from "@/lib/time";

const shared = globalThis as typeof globalThis & { kefuJobs?: Promise<WorkerUtils> };

/** graphile-worker's messages in our log. */
export const workerLogger = new Logger(() => (level, message) => {
	if (level === "error") log.error({ from: "graphile-worker" }, message);
	else if (level === "warning") log.warn({ from: "graphile-worker" }, message);
	else log.debug({ from: "graphile-worker" }, message);
});

/** The queue, its own tables brought up to date. */
export function getQueue(): Promise<WorkerUtils> {
	if (!shared.kefuJobs) {
		shared.kefuJobs = makeWorkerUtils({ pgPool: getPool(), logger: workerLogger });
		shared.kefuJobs.catch(() => {
			shared.kefuJobs = undefined;
		});
	}
	return shared.kefuJobs;
}

const wake = coalesce(
	{ delayMs: 10, most: 500 },
	async (conversationIds) => {
		const queue = await getQueue();
		await queue.addJobs(
			conversationIds.map((conversationId) => ({
				identifier: "deliver" as const,
				payload: JOB_KINDS.deliver.parse({ conversationId }),
				// One wake-up a conversation waits at a time.
				jobKey: `deliver:${conversationId}`,
				maxAttempts: 5,
			})),
		);
	},
	(error) => log.warn({ err: error }, "the worker was not woken; the sweep will find what is queued"),
);

/** Asks for the queued messages of a conversation to be sent soon. Call it after the commit. */
export const wakeDelivery = (conversationId: string): void => wake(conversationId);

/** A worker looks for delayed jobs only every 2 s; a process that stays can be more exact. */
const EXACT_UP_TO_MS = 3 * SECOND_MS;

/** The same, after `delayMs`: the reply that failed now may be accepted then. */
export async function wakeDeliveryLater(conversationId: string, delayMs: number): Promise<void> {
	if (delayMs <= EXACT_UP_TO_MS) setTimeout(wakeDelivery, delayMs, conversationId).unref();
	const queue = await getQueue();
	const runAt = new Date(Date.now() + delayMs);
	await queue.addJob("deliver", JOB_KINDS.deliver.parse({ conversationId }), {
		runAt,
		jobKey: `retry:${conversationId}`,
	});
}

const wakeFetch = coalesce(
	{ delayMs: 10, most: 500 },
	async (mediaIds) => {
		const queue = await getQueue();
		await queue.addJobs(
			mediaIds.map((mediaId) => ({
				identifier: "fetch_media" as const,
				payload: JOB_KINDS.fetch_media.parse({ mediaId }),
				jobKey: `fetch_media:${mediaId}`,
				// The row knows when it is due again; the sweep wakes for it.
				maxAttempts: 1,
			})),
		);
	},
	(error) => log.warn({ err: error }, "the worker was not woken; the sweep will find the picture"),
);

/** Asks for a customer's picture to be fetched soon. Call it after the commit. */
export const wakeMediaFetch = (mediaId: string): void => wakeFetch(mediaId);

/** Asks for agents to be told of conversations. Never twice for one message, whatever becomes of the job. */
export async function addAlerts(conversationIds: string[], reason: AlertReason): Promise<void> {
	const queue = await getQueue();
	await queue.addJobs(
		conversationIds.map((conversationId) => ({
			identifier: "alert" as const,
			payload: JOB_KINDS.alert.parse({ conversationId, reason }),
			jobKey: `alert:${reason}:${conversationId}`,
			maxAttempts: 1,
		})),
	);
}

/** Asks for warnings to be looked for; however many processes ask, one of them looks. */
export async function addEscalation(): Promise<void> {
	const queue = await getQueue();
	await queue.addJob("escalate", JOB_KINDS.escalate.parse({}), { jobKey: "escalate", maxAttempts: 1 });
}
