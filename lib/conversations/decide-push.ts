/** Lets the bot decide a push, once: `kefu_decide_push` in the migrations. */
import { type Act, type Decision, decide } from "@/lib/bot/decide";
import { getRules } from "@/lib/bot/rules";
import type { Inbound, PushAnswer } from "@/lib/channels/channel";
import { messageContentSchema } from "@/lib/channels/message";
import { previewOf } from "@/lib/conversations/preview";
import type { Received } from "@/lib/conversations/receive";
import { row, rows } from "@/lib/db";
import { log } from "@/lib/log";
import { SECOND_MS } from "@/lib/time";

/** A push still undecided after this has lost the process that received it. */
const UNDECIDED_AFTER_MS = 10 * SECOND_MS;

export interface Settled {
	answer: PushAnswer;
	/** How many replies were queued. */
	queued: number;
}

type Conversation = NonNullable<Received["conversation"]>;

/**
 * Decides and settles the answer in one transaction, guarded by the conversation's epoch: when a person took over in the
 * meantime nothing of the decision happens. Called again for the same push it answers what was stored.
 */
export async function decidePush(
	channelId: string,
	dedupeKey: string,
	conversation: Conversation,
	act: Act,
	now: Date,
): Promise<Settled> {
	const rules = await getRules(channelId, conversation.rulesVersion);
	const decision = decide(rules, act, { welcomedAt: conversation.welcomedAt }, now);
	const settled = await row<{ r_answer: PushAnswer; r_queued: number }>({
		name: "decide_push",
		text: "SELECT * FROM kefu_decide_push($1,$2,$3,$4,$5,$6,$7,$8,$9)",
		values: [
			channelId,
			dedupeKey,
			conversation.id,
			conversation.epoch,
			decision.mode,
			JSON.stringify(eventsOf(decision)),
			JSON.stringify(repliesOf(decision)),
			decision.welcomed,
			conversation.welcomedAt,
		],
	});
	return { answer: settled.r_answer, queued: settled.r_queued };
}

/** What the customer did, as the bot sees it. */
export function actOf(inbound: Extract<Inbound, { kind: "message" | "enter" }>): Act {
	if (inbound.kind === "enter") return { kind: "enter" };
	return { kind: "message", text: inbound.content.type === "text" ? inbound.content.text : null };
}

function eventsOf({ mode, ruleName }: Decision) {
	return mode === null ? [] : [{ event: "mode_changed", from: "bot", to: mode, ruleName }];
}

/** Each says in the thread why it was said. */
function repliesOf({ replies, ruleName, cause }: Decision) {
	return replies.map((said) => {
		const content = { ...said, ...(cause && { cause }) };
		return { type: content.type, content, preview: previewOf(content), ruleName };
	});
}

interface UndecidedRow {
	channel_id: string;
	dedupe_key: string;
	is_message: boolean;
	content: unknown;
	conversation_id: string;
	mode: Conversation["mode"];
	status: Conversation["status"];
	epoch: number;
	rules_version: number;
	welcomed_at: Date | null;
}

/** Decides pushes whose process died between storing and answering; one that cannot be is logged and left. Answers the conversations touched. */
export async function decideAbandonedPushes(now: Date, limit = 100): Promise<string[]> {
	const abandoned = await rows<UndecidedRow>({
		text: `SELECT r.channel_id, r.dedupe_key, r.is_message, m.content, c.id AS conversation_id, c.mode, c.status, c.epoch,
				h.rules_version, c.welcomed_at
			FROM push_receipts r
			JOIN conversations c ON c.id = r.conversation_id
			JOIN channels h ON h.id = r.channel_id
			JOIN messages m ON m.conversation_id = r.conversation_id AND m.seq = r.seq
			WHERE r.answer IS NULL AND r.received_at < now() - make_interval(secs => $1)
			ORDER BY r.received_at LIMIT $2`,
		values: [UNDECIDED_AFTER_MS / SECOND_MS, limit],
	});
	for (const push of abandoned) {
		await decideAbandoned(push, now).catch((error: unknown) =>
			log.error({ err: error, channelId: push.channel_id }, "an abandoned push cannot be decided"),
		);
	}
	return abandoned.map((push) => push.conversation_id);
}

async function decideAbandoned(push: UndecidedRow, now: Date): Promise<void> {
	const { conversation_id: id, mode, status, epoch, rules_version, welcomed_at } = push;
	const conversation = { id, mode, status, epoch, rulesVersion: rules_version, welcomedAt: welcomed_at };
	await decidePush(push.channel_id, push.dedupe_key, conversation, actOfStored(push), now);
}

function actOfStored({ is_message, content }: UndecidedRow): Act {
	if (!is_message) return { kind: "enter" };
	const stored = messageContentSchema.parse(content);
	return { kind: "message", text: stored.type === "text" ? stored.text : null };
}
