/** Shapes of conversations and messages as the API speaks them. Client-safe: types, zod and constants only. */
import { z } from "zod";
import type { MessageContent } from "@/lib/channels/message";
import type { Attention } from "@/lib/conversations/attention-schema";
import type { EventContent } from "@/lib/conversations/event-schema";
import { FIELD_MAX_CHARACTERS } from "@/lib/conversations/limits";
import { MODES, SORTS, VIEWS } from "@/lib/conversations/names";

export type Mode = (typeof MODES)[number];
export type View = (typeof VIEWS)[number];
export type Sort = (typeof SORTS)[number];

export type ConversationStatus = "open" | "closed";
export type MessageStatus =
	| "received"
	| "held"
	| "queued"
	| "sending"
	| "accepted"
	| "failed"
	| "unknown"
	| "cancelled";
export type ChannelKind = "miniprogram" | "kf";

/** The greatest seq a column holds. */
const SEQ_MAX = 2_147_483_647;
/** Postgres keeps neither a NUL nor half a character. */
const storable = (maxCharacters: number) =>
	z
		.string()
		.max(maxCharacters)
		.refine((value) => !value.includes("\0") && value.isWellFormed(), "not text");

export const listQuerySchema = z.object({
	view: z.enum(VIEWS).default("all"),
	channel: storable(64).optional(),
	/** Name of a tag that the conversation carries. */
	tag: storable(64).optional(),
	/** Customer name, alias or openid: a plain substring. */
	q: storable(100).optional(),
	sort: z.enum(SORTS).default("newest"),
	/** Only what is put away until later, which queue views leave out otherwise. */
	later: z.stringbool().default(false),
	cursor: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

const messageId = z.string().regex(/^\d{1,18}$/);

/** The newest page, or the one before a seq, after a seq, or around a message or the place up to which it was read. */
export const messagesQuerySchema = z
	.object({
		before: z.coerce.number().int().min(1).max(SEQ_MAX).optional(),
		after: z.coerce.number().int().min(0).max(SEQ_MAX).optional(),
		around: z.union([z.literal("unread"), messageId]).optional(),
		limit: z.coerce.number().int().min(1).max(100).default(50),
	})
	.refine(
		({ before, after, around }) => [before, after, around].filter((place) => place !== undefined).length < 2,
		"only one of before, after, around",
	);

export const modeSchema = z.object({ mode: z.enum(MODES) });
/**
 * `note` says to colleagues why, and tells those it `mentions`; it stands in the thread behind the hand-over. `from` is who has it
 * as far as the sender knows: when a colleague was faster, nothing changes.
 */
export const assigneeSchema = z.object({
	agentId: z.uuid().nullable(),
	from: z.uuid().nullable().optional(),
	mentions: z.array(z.uuid()).max(20).optional(),
	note: storable(2000)
		.transform((note) => note.trim() || undefined)
		.optional(),
});
export const statusSchema = z.object({ status: z.enum(["open", "closed"]) });
export const readSchema = z.object({ seq: z.number().int().min(0).max(SEQ_MAX) });
/** Whatever stands in a field can be kept, also while half a character is deleted. */
export const draftSchema = z.object({
	text: z
		.string()
		.transform((text) => text.toWellFormed())
		.pipe(storable(FIELD_MAX_CHARACTERS)),
});
/** Null takes it back at once. */
export const snoozeSchema = z.object({ until: z.iso.datetime({ offset: true }).nullable() });
export const typingSchema = z.object({ typing: z.boolean() });
export const checkSchema = z.object({ channelId: z.string().min(1).max(64) });
export const outcomeSchema = z.object({ outcome: z.enum(["accepted", "failed"]) });
export const syncQuerySchema = z.object({
	/** The cursor of the last answer; absent at the start: nothing but a cursor comes back. */
	since: z
		.string()
		.regex(/^\d{1,19}$/)
		.optional(),
	/** The conversation on screen: its changed messages come along. */
	conversation: z.uuid().optional(),
});

/** What may still be sent, counted by the ledger. `null` where nothing counts (no grant was ever given). */
export interface ReplyWindow {
	/** `message`: 5 in 48 h after a customer's message; `enter`: 2 in 1 min after entering. */
	kind: "message" | "enter";
	remaining: number;
	limit: number;
	/** ISO-8601 UTC; in the past when the window is closed. */
	expiresAt: string;
}

export interface AgentRef {
	id: string;
	name: string;
}

export interface ChannelRef {
	id: string;
	kind: ChannelKind;
	name: string;
}

export interface ConversationItem {
	id: string;
	customer: { id: string; name: string; openid: string; avatarUrl: string | null };
	channel: ChannelRef;
	mode: Mode;
	status: ConversationStatus;
	assignee: AgentRef | null;
	tags: string[];
	lastMessage: LastMessage | null;
	/** Since when the customer waits for an answer, ISO-8601; null when answered. */
	waitingSince: string | null;
	unread: number;
	/** Seq up to which it was read. */
	readSeq: number;
	window: ReplyWindow | null;
	/** Replies that wait for the customer's next act. */
	held: number;
	/** When the first answer to a waiting customer is due; null while nobody waits. */
	sla: { dueAt: string; warnAt: string } | null;
	/** The desk's newest reply failed, or nobody knows whether it arrived. */
	failed: boolean;
	/** Why it failed, in a few words; null when nothing did, or nobody knows. */
	failure: { zh: string; en: string } | null;
	/** How what this agent has begun to write here begins; empty when there is nothing. */
	draftStart: string;
	/** Out of the queue until then, or until the customer writes or somebody changes who answers. */
	snoozedUntil: string | null;
	/** Of the newest change; grows. Newer wins when two copies of a row meet. */
	changeId: string;
}

export interface LastMessage {
	text: string;
	type: MessageContent["type"];
	direction: "in" | "out" | "note";
	/** Who sent it when direction is out. */
	authorKind: AuthorKind;
	status: MessageStatus;
	at: string;
}

export type ConversationDetail = ConversationItem & {
	/** What this agent has written here and not sent. */
	draft: string;
	createdAt: string;
	lastCustomerMessageAt: string | null;
	sessionFrom: string | null;
	transferredAt: string | null;
};

export type AuthorKind = "customer" | "agent" | "bot" | "system";

export interface SendFailure {
	/** WeChat's code; null when no answer was had or the ledger refused before asking. */
	errcode: number | null;
	explanation: { zh: string; en: string };
	nextStep: { zh: string; en: string };
	/** True when "retry" makes sense now. */
	retryable: boolean;
}

/** A picture as a screen needs it; its bytes are at /api/media/{id} and, smaller, at /api/media/{id}?size=thumb. */
export interface MediaRef {
	id: string;
	/** pending: being fetched; failed: could not be had, may be tried again. */
	status: "pending" | "ready" | "failed";
	mime: string | null;
	sizeBytes: number | null;
	/** In pixels, so that a place can be kept before the bytes are there. */
	width: number | null;
	height: number | null;
	name: string | null;
	/** Why it failed, a key of the texts under `media.failure`. */
	failure: string | null;
}

/** Something is wrong with a channel; administrators mend it, agents know why nothing leaves. */
export interface ChannelAlarm {
	channelId: string;
	channelName: string;
	kind: string;
	errcode: number | null;
	/** True while replies of the channel wait. */
	pausesSending: boolean;
	raisedAt: string;
	explanation: { zh: string; en: string };
	nextStep: { zh: string; en: string };
}

interface MessageBase {
	id: string;
	seq: number;
	author: { kind: AuthorKind; name: string | null; ruleName: string | null };
	at: string;
	changeId: string;
}

export type Message = MessageBase &
	(
		| {
				direction: "in" | "out" | "note";
				type: MessageContent["type"];
				content: MessageContent;
				/** The picture of an image, or the cover of a card; null where there is none. */
				media: MediaRef | null;
				status: MessageStatus;
				failure: SendFailure | null;
				clientKey: string | null;
				/** Seq of the attempt that this one repeats. */
				retryOfSeq: number | null;
				/** True once a later attempt stands for this one. */
				retried: boolean;
		  }
		| {
				direction: "event";
				type: EventContent["event"];
				content: EventContent;
				media: null;
				status: "received";
				failure: null;
		  }
	);

export interface Page<Item> {
	items: Item[];
	nextCursor: string | null;
}

/** Open conversations only: what is closed grows without end and nobody works it off. */
export type ViewCounts = Record<Exclude<View, "closed">, number>;

type ChannelCount = ChannelRef & { count: number };

/** Answer of GET /api/conversations/counts. */
export interface Counts {
	counts: ViewCounts;
	attention: Attention;
	/** Open conversations of each channel in scope. */
	channels: ChannelCount[];
	/** Of this agent's own: put away until later. */
	later: number;
}

/** A conversation that a colleague took from this agent. */
export interface Taken {
	conversationId: string;
	customerName: string;
	/** Of the event. */
	seq: number;
	/** Who did it; null: nobody who is still here. */
	by: string | null;
	/** Who has it now, perhaps the same; null: it waits in the queue. */
	to: string | null;
}

export interface SyncAnswer {
	/** Ask with this next time. */
	cursor: string;
	/** Rows whose conversation changed since, in this agent's scope. */
	conversations: ConversationItem[];
	/** What was this agent's and is not any more, by another's hand; like any row it may come twice. */
	taken: Taken[];
	/** Changed messages of the conversation asked for, by seq. */
	messages: Message[];
	counts: ViewCounts;
	attention: Attention;
	channels: ChannelCount[];
	later: number;
	/** Open alarms of the channels in this agent's scope. */
	alarms: ChannelAlarm[];
	/** Too much changed, or the cursor is of another database: load everything again. */
	reset: boolean;
}

export const conversationParams = z.object({ conversationId: z.uuid() });
export const messageParams = z.object({
	conversationId: z.uuid(),
	messageId,
});
