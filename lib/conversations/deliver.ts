/** The way out: what a conversation has queued goes to WeChat, one after the other. */
import { getAccount } from "@/lib/channels/accounts";
import { SENDING_ALARMS } from "@/lib/channels/alarms";
import type { SendOutcome } from "@/lib/channels/channel";
import { messageContentSchema, type OutgoingContent } from "@/lib/channels/message";
import { protocolOf } from "@/lib/channels/registry";
import { announce } from "@/lib/conversations/announce";
import { followUp } from "@/lib/conversations/channel-line";
import { toVerdict, type Verdict } from "@/lib/conversations/verdict";
import { rows } from "@/lib/db";
import { wakeDeliveryLater } from "@/lib/jobs/queue";
import { log } from "@/lib/log";

/** Longer than every time limit of a send together; past it a sender is taken for dead. */
const LEASE_SECONDS = 45;

interface Claimed {
	r_seq: number;
	r_content: unknown;
	r_attempts: number;
	r_channel_id: string;
	r_external_id: string;
	r_granted_at: Date;
	r_media_id: string | null;
	grant_age_ms: number;
	is_ailing: boolean;
}

/** Sends until nothing is due. Any number of callers may run: the claim lets one message of a conversation go at a time. */
export async function deliver(conversationId: string): Promise<void> {
	for (;;) {
		const claimed = await claim(conversationId);
		if (!claimed) return;
		announce(conversationId);
		const outcome = await attempt(claimed);
		const { r_attempts: attempts, grant_age_ms: grantAgeMs, is_ailing: isAiling } = claimed;
		const verdict = toVerdict(outcome, { attempts, grantAgeMs });
		const { retryInMs } = verdict;
		// The channel first: what is put back into a line that does not move is not taken again at once.
		const pausedMs = await followUp({ channelId: claimed.r_channel_id, outcome, isAiling, retryInMs });
		await record(conversationId, claimed.r_seq, verdict, claimed.r_granted_at);
		announce(conversationId);
		const againInMs = pausedMs ?? retryInMs;
		if (againInMs !== null) return wakeDeliveryLater(conversationId, againInMs);
	}
}

async function claim(conversationId: string): Promise<Claimed | undefined> {
	const [claimed] = await rows<Claimed>({
		name: "claim_message",
		// How the channel was before the claim: the claim itself moves the pause of a channel that it probes.
		text: `SELECT k.*, (extract(epoch FROM now() - k.r_granted_at) * 1000)::float8 AS grant_age_ms,
				h.paused_until IS NOT NULL OR EXISTS (SELECT FROM channel_alarms a
					WHERE a.channel_id = h.id AND a.healed_at IS NULL AND a.kind = ANY($3::text[])) AS is_ailing
			FROM kefu_claim_message($1, $2) k JOIN channels h ON h.id = k.r_channel_id`,
		values: [conversationId, LEASE_SECONDS, SENDING_ALARMS],
	});
	return claimed;
}

async function attempt(claimed: Claimed): Promise<SendOutcome> {
	const content = toOutgoing(claimed);
	if (!content) return { outcome: "refused", errcode: 40008, errmsg: "cannot be sent", why: "ours" };
	const channel = await openChannel(claimed.r_channel_id);
	if (!channel) return { outcome: "busy", errcode: null, errmsg: "the channel could not be opened" };
	return channel.protocol.send(channel.account, claimed.r_external_id, content);
}

/** Null for what no channel sends. */
function toOutgoing({ r_content, r_media_id: mediaId }: Claimed): OutgoingContent | null {
	const content = messageContentSchema.safeParse(r_content).data;
	switch (content?.type) {
		case "text":
		case "link":
			return content;
		case "image":
			return mediaId === null ? null : { type: "image", mediaId };
		case "miniprogrampage": {
			const { type, title, pagePath } = content;
			return mediaId === null ? null : { type, title, pagePath, mediaId };
		}
		default:
			return null;
	}
}

/** Null when it cannot be: then nothing was sent, and that must not look like a lost answer. */
async function openChannel(channelId: string) {
	try {
		const account = await getAccount(channelId);
		return { account, protocol: protocolOf(account) };
	} catch (error) {
		log.error({ err: error, channelId }, "a channel could not be opened for sending");
		return null;
	}
}

/** @param grantedAt of the grant it was sent under; null when no verdict of WeChat's is to correct it */
async function record(
	conversationId: string,
	seq: number,
	{ status, errcode, errmsg, retryInMs }: Verdict,
	grantedAt: Date | null,
): Promise<void> {
	await rows({
		name: "record_send",
		text: "SELECT kefu_record_send($1,$2,$3,$4,$5,$6,$7)",
		values: [conversationId, seq, status, errcode, errmsg, retryInMs, grantedAt],
	});
}

interface Stale {
	conversation_id: string;
	seq: number;
}

/** Senders that died with a message in hand: nobody knows whether it left, so a person is asked. */
export async function giveUpLostLeases(): Promise<string[]> {
	const lost = await rows<Stale>({
		text: "SELECT conversation_id, seq FROM messages WHERE status = 'sending' AND lease_until < now() LIMIT 500",
	});
	for (const { conversation_id, seq } of lost) {
		log.warn({ conversationId: conversation_id, seq }, "a sender died; the outcome is unknown");
		const errmsg = "the sender stopped before WeChat's answer was written down";
		await record(conversation_id, seq, { status: "unknown", errcode: null, errmsg, retryInMs: null }, null);
	}
	return lost.map(({ conversation_id }) => conversation_id);
}
