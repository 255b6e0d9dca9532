/** A conversation as the list shows it: its columns and how they become the item of the API. */
import { z } from "zod";
import { shortReason } from "@/lib/channels/explain";
import type { ConversationItem, LastMessage } from "@/lib/conversations/schema";
import { slaOf } from "@/lib/conversations/sla";
import { windowOf } from "@/lib/conversations/window";

/** Everything an item needs, in one statement whatever the number of rows. Follows `FROM conversations c`. */
export const ITEM_JOINS = `JOIN customers u ON u.id = c.customer_id
	JOIN channels h ON h.id = c.channel_id
	LEFT JOIN agents a ON a.id = c.assignee_id`;

/** Put away until later: over with time, with the customer's next message, and when somebody changes who answers. */
export const SNOOZED = `(c.snoozed_until > now() AND c.snoozed_epoch = c.epoch
	AND c.snoozed_after = coalesce(c.last_customer_message_at, c.created_at))`;

/** The newest failed reply is looked for first: nearly no conversation has one. */
const FAILURE = `(SELECT jsonb_build_object('status', f.status, 'errcode', f.errcode, 'errmsg', f.errmsg) FROM (
		SELECT seq, status, errcode, errmsg FROM messages WHERE conversation_id = c.id AND status IN ('failed', 'unknown')
		ORDER BY seq DESC LIMIT 1
	) f WHERE NOT EXISTS (SELECT 1 FROM messages n WHERE n.conversation_id = c.id AND n.seq > f.seq
		AND n.direction = 'out' AND n.status <> 'cancelled'))`;

/** A row shows no more of a draft. */
const DRAFT_CHARACTERS = 100;

/** Columns of an item for the agent whose id stands at the placeholder `me`. */
export const itemColumns = (me: string): string =>
	`c.id, c.mode, c.status, c.tags, c.unread, c.read_seq, c.held, c.waiting_since, c.last_message, c.last_activity_at,
	c.change_id::text, u.id AS customer_id, u.external_id, coalesce(u.alias, u.name) AS customer_name, u.avatar_url,
	h.id AS channel_id, h.kind AS channel_kind, h.name AS channel_name, c.assignee_id, a.name AS assignee_name,
	h.sla_minutes, CASE WHEN ${SNOOZED} THEN c.snoozed_until END AS snoozed_until, ${FAILURE} AS failure,
	(SELECT left(w.text, ${DRAFT_CHARACTERS}) FROM drafts w WHERE w.conversation_id = c.id AND w.agent_id = ${me}::uuid) AS draft_start,
	(SELECT jsonb_agg(jsonb_build_object('kind', g.kind, 'limit', g."limit", 'spent', g.spent, 'reserved', g.reserved,
		'expiresAt', g.expires_at)) FROM reply_grants g WHERE g.conversation_id = c.id) AS grants`;

const failureSchema = z.object({
	status: z.enum(["failed", "unknown"]),
	errcode: z.number().nullable(),
	errmsg: z.string().nullable(),
});

const grantsSchema = z.array(
	z.object({
		kind: z.enum(["message", "enter"]),
		limit: z.number(),
		spent: z.number(),
		reserved: z.number(),
		expiresAt: z.coerce.date(),
	}),
);

const lastMessageSchema: z.ZodType<LastMessage> = z.object({
	text: z.string(),
	type: z.enum(["text", "image", "miniprogrampage", "link", "unsupported"]),
	direction: z.enum(["in", "out", "note"]),
	authorKind: z.enum(["customer", "agent", "bot", "system"]),
	status: z.enum(["received", "held", "queued", "sending", "accepted", "failed", "unknown", "cancelled"]),
	at: z.coerce.date().transform((at) => at.toISOString()),
});

export interface ItemRow {
	id: string;
	mode: ConversationItem["mode"];
	status: ConversationItem["status"];
	tags: string[];
	unread: number;
	read_seq: number;
	held: number;
	waiting_since: Date | null;
	last_message: unknown;
	last_activity_at: Date;
	change_id: string;
	customer_id: string;
	external_id: string;
	customer_name: string | null;
	avatar_url: string | null;
	channel_id: string;
	channel_kind: ConversationItem["channel"]["kind"];
	channel_name: string;
	assignee_id: string | null;
	assignee_name: string | null;
	sla_minutes: number;
	snoozed_until: Date | null;
	failure: unknown;
	draft_start: string | null;
	grants: unknown;
}

export function toItem(row: ItemRow, now: Date): ConversationItem {
	return {
		id: row.id,
		customer: {
			id: row.customer_id,
			name: displayName(row.customer_name, row.external_id),
			openid: row.external_id,
			avatarUrl: row.avatar_url,
		},
		channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
		mode: row.mode,
		status: row.status,
		assignee: row.assignee_id && row.assignee_name ? { id: row.assignee_id, name: row.assignee_name } : null,
		tags: row.tags,
		lastMessage: row.last_message === null ? null : lastMessageSchema.parse(row.last_message),
		waitingSince: row.waiting_since?.toISOString() ?? null,
		unread: row.unread,
		readSeq: row.read_seq,
		held: row.held,
		sla: slaOf(row.waiting_since, row.sla_minutes),
		failed: row.failure !== null,
		failure: row.failure === null ? null : shortReason(failureSchema.parse(row.failure)),
		draftStart: row.draft_start ?? "",
		snoozedUntil: row.snoozed_until?.toISOString() ?? null,
		window: windowOf(grantsSchema.parse(row.grants ?? []), now),
		changeId: row.change_id,
	};
}

/** What a customer is called; WeChat tells no nickname, then it is four characters of the openid, as 用户 8F3K. */
export const displayName = (name: string | null, externalId: string): string =>
	name ?? defaultName(externalId);

const defaultName = (externalId: string): string =>
	`用户 ${externalId
		.replace(/[^A-Za-z0-9]/g, "")
		.slice(-4)
		.toUpperCase()}`;
