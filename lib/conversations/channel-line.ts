/** The line of a whole channel: stopped by what would refuse every reply, moving again by itself. */
import { SENDING_ALARMS } from "@/lib/channels/alarms";
import type { SendOutcome } from "@/lib/channels/channel";
import { pauseChannel, probeAgainIn, resumeChannel } from "@/lib/channels/pause";
import { probeChannel } from "@/lib/channels/probe";
import { listDueConversations } from "@/lib/conversations/due";
import { getPrisma, rows } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { wakeDelivery } from "@/lib/jobs/queue";
import { SECOND_MS } from "@/lib/time";

/** More are found by the sweep. */
const WOKEN_AT_ONCE = 2000;
/** Longer than asking without a message may take. */
const PROBE_SECONDS = 30;

interface Sent {
	channelId: string;
	outcome: SendOutcome;
	/** Whether the channel was paused or had an alarm when the reply was taken: then it was sent to find out. */
	isAiling: boolean;
	/** Of this very reply. */
	retryInMs: number | null;
}

/** What the outcome of one reply means for all the others of its channel. @returns for how long it is paused now, in ms */
export async function followUp({ channelId, outcome, isAiling, retryInMs }: Sent): Promise<number | null> {
	if (outcome.outcome === "paused") return pauseChannel(channelId, outcome, new Date());
	if (!isAiling) return null;
	if (!isServed(outcome)) {
		await probeAgainIn(channelId, retryInMs ?? 0);
		return null;
	}
	await resumeChannel(channelId);
	await wakeLine(channelId);
	return null;
}

/** An administrator says that it is mended: one reply finds out now. @throws AppError `not_found` */
export async function checkNow(channelId: string, agentId: string): Promise<void> {
	const channel = await getPrisma().channel.findUnique({
		where: { id: channelId },
		select: { pausedUntil: true },
	});
	if (!channel) throw new AppError("not_found", { message: "no such channel" });
	await getPrisma().auditEntry.create({ data: { agentId, action: "channel.check", target: channelId } });
	await probeAgainIn(channelId, 0);
	const due = await wakeLine(channelId);
	if (due === 0) await probeIdleChannels(channelId);
}

/** WeChat's days begin at midnight in Beijing. */
const IS_OF_AN_EARLIER_DAY = `a.last_seen_at AT TIME ZONE INTERVAL '+08:00'
	< date_trunc('day', now() AT TIME ZONE INTERVAL '+08:00')`;

interface Idle {
	id: string;
	external_id: string | null;
}

/**
 * Channels with an alarm and nothing to send are asked without a message, so that what was mended is seen to be. A used-up
 * day is not asked for before the next: only a message could tell.
 * @param channelId only this one
 */
export async function probeIdleChannels(channelId: string | null = null): Promise<void> {
	const idle = await rows<Idle>({
		// Taken as a reply would take it: one process asks, and nobody for a while after it died.
		text: `UPDATE channels h SET paused_until = now() + make_interval(secs => $2)
			WHERE ($1::text IS NULL OR h.id = $1) AND (h.paused_until IS NULL OR h.paused_until <= now())
				AND EXISTS (SELECT FROM channel_alarms a WHERE a.channel_id = h.id AND a.healed_at IS NULL AND a.kind = ANY($3::text[])
					AND (a.kind <> 'daily_quota' OR ${IS_OF_AN_EARLIER_DAY}))
				AND NOT EXISTS (SELECT FROM messages m JOIN conversations c ON c.id = m.conversation_id
					WHERE m.status IN ('queued', 'sending') AND c.channel_id = h.id)
			RETURNING h.id, (SELECT u.external_id FROM customers u WHERE u.channel_id = h.id LIMIT 1) AS external_id`,
		values: [channelId, PROBE_SECONDS, SENDING_ALARMS],
	});
	await Promise.all(
		idle.map(async ({ id, external_id }) => {
			const outcome = await probeChannel(id, external_id);
			await followUp({ channelId: id, outcome, isAiling: true, retryInMs: PROBE_SECONDS * SECOND_MS });
		}),
	);
}

/** WeChat has answered about the reply itself: nothing of the channel stands in its way. */
const isServed = (outcome: SendOutcome): boolean =>
	outcome.outcome === "accepted" || (outcome.outcome === "refused" && outcome.why !== "ours");

/** @returns how many conversations have something to send now */
async function wakeLine(channelId: string): Promise<number> {
	const due = await listDueConversations({ channelId, limit: WOKEN_AT_ONCE });
	for (const id of due) wakeDelivery(id);
	return due.length;
}
