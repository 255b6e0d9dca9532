/** The only place where jobs meet what they do. Runs inside the app, alone, or in bounded turns from a cron route. */
import { type Runner, run, runOnce, type TaskList } from "graphile-worker";
import { escalate } from "@/lib/alerts/escalate";
import { listUntold, tellAssigned, tellMentions, tellMessage, tellTaken } from "@/lib/alerts/tell";
import { renewCover } from "@/lib/channels/card-covers";
import { refreshCallbackIps } from "@/lib/channels/source-ips";
import { announce } from "@/lib/conversations/announce";
import { assignWaiting } from "@/lib/conversations/auto-assign";
import { probeIdleChannels } from "@/lib/conversations/channel-line";
import { sumCounts } from "@/lib/conversations/counts";
import { decideAbandonedPushes } from "@/lib/conversations/decide-push";
import { deliver, giveUpLostLeases } from "@/lib/conversations/deliver";
import { listDueConversations } from "@/lib/conversations/due";
import { lapseTransfers } from "@/lib/conversations/lapse";
import { fetchDueMedia } from "@/lib/conversations/media-in";
import { wakeSnoozed } from "@/lib/conversations/snooze";
import { forgetViewers } from "@/lib/conversations/viewers";
import { getPool } from "@/lib/db";
import { type AlertReason, JOB_KINDS, type JobKind } from "@/lib/jobs/kinds";
import { addAlerts, addEscalation, wakeMediaFetch, workerLogger } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { listDueMedia } from "@/lib/media/pending";
import { removeUnusedUploads } from "@/lib/media/remove";
import { tendSearchIndex } from "@/lib/search/tend-index";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";

/** The floor under lost wake-ups. */
const SWEEP_MS = 2 * SECOND_MS;
/** Replies of different customers on their way at once, in this process. */
const CONCURRENCY = 8;
/** How often uploads that nobody sent are looked for. */
const TIDY_MS = 10 * MINUTE_MS;
/** How often warnings are looked for. */
const ESCALATE_MS = 30 * SECOND_MS;
/** Pictures for which one sweep wakes somebody. */
const MEDIA_A_SWEEP = 20;

const handlers: Record<JobKind, (payload: unknown) => Promise<void>> = {
	deliver: async (payload) => deliver(JOB_KINDS.deliver.parse(payload).conversationId),
	fetch_media: async (payload) => fetchDueMedia(JOB_KINDS.fetch_media.parse(payload).mediaId),
	alert: async (payload) => {
		const { conversationId, reason } = JOB_KINDS.alert.parse(payload);
		await TELLERS[reason](conversationId, new Date());
	},
	escalate: async () => void (await escalate(new Date())),
};
const taskList: TaskList = handlers;

const TELLERS: Record<AlertReason, (conversationId: string, now: Date) => Promise<void>> = {
	message: tellMessage,
	assigned: tellAssigned,
	taken: tellTaken,
	mention: tellMentions,
};

/** What the tables say is due, whether or not anybody was woken for it. Answers how many conversations were touched. */
export async function sweep(now: Date): Promise<number> {
	const lost = await giveUpLostLeases();
	const decided = await decideAbandonedPushes(now);
	const due = await listDueConversations();
	for (const conversationId of new Set([...lost, ...decided])) announce(conversationId);
	for (const conversationId of new Set([...decided, ...due])) announce(conversationId, { queued: true });
	for (const mediaId of await listDueMedia(MEDIA_A_SWEEP)) wakeMediaFetch(mediaId);
	const lapsed = await tendChannels(now);
	const given = await tendTeam(now);
	await tidy(now);
	return new Set([...lost, ...decided, ...due, ...lapsed, ...given]).size;
}

/** Who waits gets whoever has room; what was put away comes back; who was not told is told. Answers the conversations touched. */
async function tendTeam(now: Date): Promise<string[]> {
	const given = await assignWaiting();
	const reminded = await wakeSnoozed(now);
	for (const conversationId of reminded) announce(conversationId);
	const untold = await listUntold();
	if (untold.length > 0) await addAlerts(untold, "message");
	if (now.getTime() - escalatedAt >= ESCALATE_MS) {
		escalatedAt = now.getTime();
		await addEscalation();
	}
	return [...given, ...reminded];
}

let escalatedAt = 0;

/** What is due to channels rather than to messages. Answers the conversations touched. */
async function tendChannels(now: Date): Promise<string[]> {
	const lapsed = await lapseTransfers(now);
	for (const conversationId of lapsed) announce(conversationId);
	await probeIdleChannels();
	await refreshCallbackIps();
	await renewCover();
	return lapsed;
}

let tidiedAt = 0;

async function tidy(now: Date): Promise<void> {
	await tendSearchIndex(now);
	await sumCounts();
	if (now.getTime() - tidiedAt < TIDY_MS) return;
	tidiedAt = now.getTime();
	await removeUnusedUploads();
	await forgetViewers();
}

export interface Worker {
	stop(): Promise<void>;
}

/** Works until stopped. Every `sweepMs` it looks for itself what is due, whoever failed to wake it. */
export async function startWorker({ sweepMs = SWEEP_MS } = {}): Promise<Worker> {
	const runner: Runner = await run({
		pgPool: getPool(),
		taskList,
		concurrency: CONCURRENCY,
		noHandleSignals: true,
		pollInterval: sweepMs,
		logger: workerLogger,
	});
	let sweeping = Promise.resolve();
	const timer = setInterval(() => {
		sweeping = sweeping
			.then(() => sweep(new Date()))
			.then(
				() => undefined,
				(error: unknown) => log.warn({ err: error }, "a sweep failed; the next one tries again"),
			);
	}, sweepMs);
	return {
		async stop() {
			clearInterval(timer);
			await sweeping;
			await runner.stop();
		},
	};
}

/** One bounded turn for hosts without a long-lived process: sweep, deliver what is due, run what is queued. */
export async function runTurn(now: Date): Promise<{ conversations: number }> {
	const lost = await giveUpLostLeases();
	const decided = await decideAbandonedPushes(now);
	const due = await listDueConversations({ limit: 100 });
	for (const conversationId of due) await deliver(conversationId);
	await fetchDueMedia();
	const lapsed = await tendChannels(now);
	const given = await tendTeam(now);
	await runOnce({ pgPool: getPool(), taskList, noHandleSignals: true, logger: workerLogger });
	await tidy(now);
	return { conversations: new Set([...lost, ...decided, ...due, ...lapsed, ...given]).size };
}
