/** The way out: what a conversation has queued goes to WeChat, one after the other. */
import { getAccount } from "@/lib/channels/accounts";
import type { SendOutcome } from "@/lib/channels/channel";
import { messageContentSchema, type OutgoingContent } from "@/lib/channels/message";
import { protocolOf } from "@/lib/channels/registry";
import { announce } from "@/lib/conversations/announce";
import { retryDelayMs } from "@/lib/conversations/retry-delay";
import type { MessageStatus } from "@/lib/conversations/schema";
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
}

interface Verdict {
	status: Extract<MessageStatus, "accepted" | "failed" | "unknown" | "queued">;
	errcode: number | null;
	errmsg: string | null;
	retryInMs: number | null;
}

/** Sends until nothing is due. Any number of callers may run: the claim lets one message of a conversation go at a time. */
export async function deliver(conversationId: string): Promise<void> {
	for (;;) {
		const [claimed] = await rows<Claimed>({
			name: "claim_message",
			text: "SELECT * FROM kefu_claim_message($1, $2)",
			values: [conversationId, LEASE_SECONDS],
		});
		if (!claimed) return;
		announce(conversationId);
		const verdict = toVerdict(await attempt(claimed), claimed.r_attempts);
		await record(conversationId, claimed.r_seq, verdict, claimed.r_granted_at);
		announce(conversationId);
		if (verdict.retryInMs !== null) return wakeDeliveryLater(conversationId, verdict.retryInMs);
	}
}

async function attempt(claimed: Claimed): Promise<SendOutcome> {
	const content = toOutgoing(claimed);
	if (!content) return { outcome: "refused", errcode: 40008, errmsg: "cannot be sent" };
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

/** What an outcome makes of the message; pure. */
export function toVerdict(outcome: SendOutcome, attempts: number): Verdict {
	if (outcome.outcome === "accepted")
		return { status: "accepted", errcode: 0, errmsg: null, retryInMs: null };
	if (outcome.outcome === "unknown") {
		return { status: "unknown", errcode: null, errmsg: outcome.errmsg, retryInMs: null };
	}
	const { errcode, errmsg } = outcome;
	const retryInMs = outcome.outcome === "busy" ? retryDelayMs(attempts) : null;
	return { status: retryInMs === null ? "failed" : "queued", errcode, errmsg, retryInMs };
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

/** Conversations with a reply that is due and whose line is free. */
export async function listDueConversations(limit = 500): Promise<string[]> {
	const due = await rows<{ conversation_id: string }>({
		text: `SELECT DISTINCT m.conversation_id FROM messages m
			WHERE m.status = 'queued' AND (m.not_before IS NULL OR m.not_before <= now())
				AND NOT EXISTS (SELECT 1 FROM messages b WHERE b.conversation_id = m.conversation_id
					AND b.status IN ('sending', 'unknown'))
			LIMIT $1`,
		values: [limit],
	});
	return due.map(({ conversation_id }) => conversation_id);
}
