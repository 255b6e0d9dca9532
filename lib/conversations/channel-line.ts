/** The line of a whole channel: stopped by what would refuse every reply, moving again by itself. */
import type { SendOutcome } from "@/lib/channels/channel";
import { pauseChannel, probeAgainIn, resumeChannel } from "@/lib/channels/pause";
import { listDueConversations } from "@/lib/conversations/due";
import { getPrisma } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { wakeDelivery } from "@/lib/jobs/queue";

/** More are found by the sweep. */
const WOKEN_AT_ONCE = 2000;

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
	await wakeLine(channelId);
}

/** WeChat has answered about the reply itself: nothing of the channel stands in its way. */
const isServed = (outcome: SendOutcome): boolean =>
	outcome.outcome === "accepted" || (outcome.outcome === "refused" && outcome.why !== "ours");

async function wakeLine(channelId: string): Promise<void> {
	for (const id of await listDueConversations({ channelId, limit: WOKEN_AT_ONCE })) wakeDelivery(id);
}
