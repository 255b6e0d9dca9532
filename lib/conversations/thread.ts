/** The thread: messages of a conversation in order, and the conversation itself with its panel. */
import type { z } from "zod";
import { explainFailure } from "@/lib/channels/explain";
import { messageContentSchema } from "@/lib/channels/message";
import { eventContentSchema } from "@/lib/conversations/event-schema";
import { ITEM_JOINS, type ItemRow, itemColumns, toItem } from "@/lib/conversations/item";
import type {
	AuthorKind,
	ConversationDetail,
	MediaRef,
	Message,
	MessageStatus,
	messagesQuerySchema,
} from "@/lib/conversations/schema";
import { inScope, requireInScope, type Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";

export const MESSAGE_COLUMNS = `m.id::text, m.seq, m.direction, m.content, m.status, m.author_kind, a.name AS author_name,
	m.rule_name, m.created_at, m.client_key, m.errcode, m.errmsg, m.retry_of_seq, m.retried, m.change_id::text, x.id AS media_id, x.status AS media_status, x.mime, x.size_bytes, x.width, x.height,
	x.name AS media_name, x.failure`;
/** Follows `FROM messages m`. */
export const MESSAGE_JOINS =
	"LEFT JOIN agents a ON a.id = m.author_id LEFT JOIN media x ON x.id = m.media_id";

export interface MessageRow {
	id: string;
	seq: number;
	direction: Message["direction"];
	content: unknown;
	status: MessageStatus;
	author_kind: AuthorKind;
	author_name: string | null;
	rule_name: string | null;
	created_at: Date;
	client_key: string | null;
	errcode: number | null;
	errmsg: string | null;
	retry_of_seq: number | null;
	retried: boolean;
	change_id: string;
	media_id: string | null;
	media_status: MediaRef["status"];
	mime: string | null;
	size_bytes: number | null;
	width: number | null;
	height: number | null;
	media_name: string | null;
	failure: string | null;
}

export type MessagesQuery = z.infer<typeof messagesQuerySchema>;

export interface MessagePage {
	items: Message[];
	nextCursor: null;
	/** True when there is something older than the first item. */
	hasMoreBefore: boolean;
	/** True when there is something newer than the last item. */
	hasMoreAfter: boolean;
}

/**
 * A page in thread order: the newest, those before a seq, those after one, or those around a message. Two statements,
 * whichever it is. @throws AppError `not_found`, also for a message of another conversation
 */
export async function listMessages(
	scope: Scope,
	conversationId: string,
	{ before, after, around, limit }: MessagesQuery,
): Promise<MessagePage> {
	await requireInScope(scope, conversationId);
	if (around !== undefined) return pageAround(conversationId, around, limit);
	const forward = after !== undefined;
	const found = await rows<MessageRow>({
		name: forward ? "thread_after" : "thread_before",
		text: `SELECT ${MESSAGE_COLUMNS} FROM messages m ${MESSAGE_JOINS}
			WHERE m.conversation_id = $1 AND m.seq ${forward ? ">" : "<"} $2
			ORDER BY m.seq ${forward ? "ASC" : "DESC"} LIMIT $3`,
		values: [conversationId, forward ? after : (before ?? 2_147_483_647), limit + 1],
	});
	const more = found.length > limit;
	const page = found.slice(0, limit);
	const items = (forward ? page : page.reverse()).map(toMessage);
	return {
		items,
		nextCursor: null,
		hasMoreBefore: forward ? (items[0]?.seq ?? 1) > 1 : more,
		hasMoreAfter: forward ? more : before !== undefined,
	};
}

/** Where a page around something lies. */
const PLACES = {
	message: "SELECT seq FROM messages WHERE conversation_id = $1 AND id = $4::bigint",
	unread:
		"SELECT CASE WHEN unread > 0 THEN read_seq ELSE last_seq END AS seq FROM conversations WHERE id = $1 AND $4::bigint IS NULL",
};

async function pageAround(conversationId: string, around: string, limit: number): Promise<MessagePage> {
	const place = around === "unread" ? "unread" : "message";
	const mostBehind = Math.floor(limit / 2);
	const side = (alias: string, condition: string, order: string, parameter: string) =>
		`SELECT ${alias}.*, p.seq AS place FROM place p CROSS JOIN LATERAL (SELECT x.* FROM messages x
			WHERE x.conversation_id = $1 AND ${condition} ORDER BY x.seq ${order} LIMIT ${parameter}) ${alias}`;
	const found = await rows<MessageRow & { place: number }>({
		name: `thread_around_${place}`,
		text: `WITH place AS (${PLACES[place]})
			SELECT ${MESSAGE_COLUMNS}, m.place FROM (
				${side("b", "x.seq <= p.seq", "DESC", "$2")} UNION ALL ${side("n", "x.seq > p.seq", "ASC", "$3")}
			) m ${MESSAGE_JOINS} ORDER BY m.seq`,
		values: [conversationId, limit + 1, mostBehind + 1, place === "message" ? around : null],
	});
	if (place === "message" && found.length === 0)
		throw new AppError("not_found", { message: "no such message" });
	const upTo = found.filter((row) => row.seq <= row.place);
	const behind = found.slice(upTo.length);
	// Where less stands behind, more of what was before has room.
	const from = Math.max(0, upTo.length - (limit - Math.min(behind.length, mostBehind)));
	return {
		items: found.slice(from, upTo.length + mostBehind).map(toMessage),
		nextCursor: null,
		hasMoreBefore: from > 0,
		hasMoreAfter: behind.length > mostBehind,
	};
}

/** So many messages a thread opens with. */
const OPENED_WITH = 50;

/**
 * What a thread opens with: the place around a message, where one is named and there; the place up to which it was read,
 * where something is unread; else its end. @throws AppError `not_found`
 */
export async function openThread(
	scope: Scope,
	conversationId: string,
	messageId: string | null,
): Promise<MessagePage> {
	const page = (around: string) => listMessages(scope, conversationId, { around, limit: OPENED_WITH });
	if (messageId === null) return page("unread");
	return page(messageId).catch((error: unknown) => {
		// The link is old, or wrong; whose conversation it is was not in doubt, or is asked once more.
		if (error instanceof AppError && error.code === "not_found") return page("unread");
		throw error;
	});
}

/** @throws AppError `not_found` */
export async function getMessage(conversationId: string, messageId: string): Promise<Message> {
	return oneMessage(conversationId, "m.id = $2::bigint", /^\d{1,18}$/.test(messageId) ? messageId : "0");
}

export const getMessageBySeq = (conversationId: string, seq: number): Promise<Message> =>
	oneMessage(conversationId, "m.seq = $2", seq);

async function oneMessage(
	conversationId: string,
	condition: string,
	value: string | number,
): Promise<Message> {
	const [found] = await rows<MessageRow>({
		text: `SELECT ${MESSAGE_COLUMNS} FROM messages m ${MESSAGE_JOINS}
			WHERE m.conversation_id = $1 AND ${condition}`,
		values: [conversationId, value],
	});
	if (!found) throw new AppError("not_found", { message: "no such message" });
	return toMessage(found);
}

export function toMessage(row: MessageRow): Message {
	const base = {
		id: row.id,
		seq: row.seq,
		author: { kind: row.author_kind, name: row.author_name, ruleName: row.rule_name },
		at: row.created_at.toISOString(),
		changeId: row.change_id,
	};
	if (row.direction === "event") {
		const content = eventContentSchema.parse(row.content);
		const { event: type } = content;
		return { ...base, direction: "event", type, content, media: null, status: "received", failure: null };
	}
	const content = messageContentSchema.parse(row.content);
	return {
		...base,
		direction: row.direction,
		type: content.type,
		content,
		media: toMediaRef(row),
		status: row.status,
		failure: hasFailure(row) ? explainFailure(row) : null,
		clientKey: row.client_key,
		retryOfSeq: row.retry_of_seq,
		retried: row.retried,
	};
}

/**
 * What is queued has failed once when WeChat has said why; it waits with its channel or for its next try. What failed and
 * was deleted then keeps its reason.
 */
const hasFailure = ({ status, errcode, errmsg }: MessageRow): boolean =>
	status === "failed" ||
	status === "unknown" ||
	(status === "queued" && errcode !== null) ||
	(status === "cancelled" && (errcode !== null || errmsg !== null));

function toMediaRef({
	media_id: id,
	media_status: status,
	media_name: name,
	...row
}: MessageRow): MediaRef | null {
	if (id === null) return null;
	const { mime, size_bytes: sizeBytes, width, height, failure } = row;
	return { id, status, mime, sizeBytes, width, height, name, failure };
}

type DetailRow = ItemRow & {
	draft: string | null;
	created_at: Date;
	last_customer_message_at: Date | null;
	session_from: string | null;
	transferred_at: Date | null;
};

/** One conversation with what its header, composer and panel need. @throws AppError `not_found` */
export async function getConversation(
	scope: Scope,
	conversationId: string,
	now: Date,
): Promise<ConversationDetail> {
	await requireInScope(scope, conversationId);
	const [found] = await rows<DetailRow>({
		name: "conversation_detail",
		text: `SELECT ${itemColumns("$3")}, d.text AS draft, c.created_at, c.last_customer_message_at, u.session_from,
				c.transferred_at
			FROM conversations c ${ITEM_JOINS} LEFT JOIN drafts d ON d.conversation_id = c.id AND d.agent_id = $3
			WHERE c.id = $1 AND ${inScope("c", "$2")}`,
		values: [conversationId, scope.channelIds, scope.agent.id],
	});
	if (!found) throw new AppError("not_found", { message: "no such conversation" });
	return {
		...toItem(found, now),
		draft: found.draft ?? "",
		createdAt: found.created_at.toISOString(),
		lastCustomerMessageAt: found.last_customer_message_at?.toISOString() ?? null,
		sessionFrom: found.session_from,
		transferredAt: found.transferred_at?.toISOString() ?? null,
	};
}
