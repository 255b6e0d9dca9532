/** The one statement that stores a push: `kefu_receive_push` in the migrations. */
import type { Inbound, PushAnswer } from "@/lib/channels/channel";
import { previewOf } from "@/lib/conversations/preview";
import type { ConversationStatus, Mode } from "@/lib/conversations/schema";
import { row } from "@/lib/db";
import { seal } from "@/lib/secrets";

export interface Received {
	/** True for a push that was stored before, by whatever process. */
	duplicate: boolean;
	/** Null while the bot still has to decide. */
	answer: PushAnswer | null;
	/** Null for a push that touches no conversation. */
	conversation: {
		id: string;
		mode: Mode;
		status: ConversationStatus;
		epoch: number;
		rulesVersion: number;
		welcomedAt: Date | null;
	} | null;
	/** How many held replies this push let go. */
	released: number;
	/** The picture to be fetched. */
	mediaId: string | null;
}

interface ReceivedRow {
	r_duplicate: boolean;
	r_answer: PushAnswer | null;
	r_conversation_id: string | null;
	r_mode: Mode;
	r_status: ConversationStatus;
	r_epoch: number;
	r_rules_version: number;
	r_welcomed_at: Date | null;
	r_released: number;
	r_media_id: string | null;
}

/**
 * Stores a verified push exactly once, with its customer, conversation, message and grant, in one round trip.
 * @param body the request body byte for byte; kept encrypted
 * @throws AppError `database_unavailable`: nothing was stored, WeChat shall try again
 */
export async function receive(channelId: string, inbound: Inbound, body: Uint8Array): Promise<Received> {
	const stored = await row<ReceivedRow>({
		name: "receive_push",
		text: "SELECT * FROM kefu_receive_push($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
		values: [channelId, inbound.dedupeKey, seal(body), inbound.kind, ...columnsOf(inbound)],
	});
	return {
		duplicate: stored.r_duplicate,
		answer: stored.r_answer,
		conversation: stored.r_conversation_id === null ? null : toConversation(stored, stored.r_conversation_id),
		released: stored.r_released,
		mediaId: stored.r_media_id,
	};
}

function toConversation(stored: ReceivedRow, id: string) {
	return {
		id,
		mode: stored.r_mode,
		status: stored.r_status,
		epoch: stored.r_epoch,
		rulesVersion: stored.r_rules_version,
		welcomedAt: stored.r_welcomed_at,
	};
}

/** external id, type, content, preview, occurred at, session from, media id, source url, grant limit, grant seconds */
function columnsOf(inbound: Inbound): unknown[] {
	if (inbound.kind === "other") return new Array(10).fill(null);
	const { externalId, occurredAt, grant } = inbound;
	if (inbound.kind === "enter") {
		const content = { event: "customer_entered", sessionFrom: inbound.sessionFrom };
		return [
			externalId,
			content.event,
			JSON.stringify(content),
			null,
			occurredAt,
			inbound.sessionFrom,
			null,
			null,
			grant.limit,
			grant.seconds,
		];
	}
	const { content, media } = inbound;
	return [
		externalId,
		content.type,
		JSON.stringify(content),
		previewOf(content),
		occurredAt,
		null,
		media?.wechatMediaId ?? null,
		media?.sourceUrl ?? null,
		grant.limit,
		grant.seconds,
	];
}
