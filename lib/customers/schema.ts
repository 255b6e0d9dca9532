/** Customers, as the API takes and tells them. Client-safe. */
import { z } from "zod";
import type { ChannelRef } from "@/lib/conversations/schema";

export const ATTRIBUTES_MOST = 50;
const RULES_MOST = 20;

const text = (max: number) =>
	z
		.string()
		.max(max)
		.refine((value) => value.isWellFormed() && !value.includes("\0"), "not well-formed");

function isPattern(pattern: string): boolean {
	try {
		return new RegExp(pattern, "u") instanceof RegExp;
	} catch {
		return false;
	}
}

/** Name of an attribute: what the panel shows beside its value. */
const attributeName = text(40).regex(/^\P{Cc}+$/u, "control characters");
const attributeValue = z.union([text(500), z.number(), z.boolean()]);
export const attributesSchema = z.record(attributeName, attributeValue);
type Attributes = z.infer<typeof attributesSchema>;

export const changeCustomerSchema = z
	.strictObject({
		/** Wins over WeChat's own name in every list; empty takes it away. */
		alias: z
			.string()
			.trim()
			.max(40)
			.regex(/^\P{Cc}*$/u, "control characters")
			.refine((value) => value.isWellFormed(), "not well-formed"),
		/** Merged with what is there; null takes one away. */
		attributes: z
			.record(attributeName, attributeValue.nullable())
			.refine((value) => Object.keys(value).length <= ATTRIBUTES_MOST, `at most ${ATTRIBUTES_MOST}`),
	})
	.partial();
export type ChangeCustomer = z.infer<typeof changeCustomerSchema>;

export const customerNoteSchema = z.object({
	text: text(2000).refine((value) => value.trim() !== "", "empty"),
});
export const customerParams = z.object({ customerId: z.uuid() });
export const customerNoteParams = z.object({ customerId: z.uuid(), noteId: z.uuid() });
export const visitsQuerySchema = z.object({
	cursor: z
		.string()
		.regex(/^\d{1,10}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(50).default(10),
});

const shown = { label: attributeName, badge: z.boolean().optional() };

/**
 * How a channel reads session_from: each rule picks one value. `path`: a key of a query string or, with dots, of JSON;
 * `regex`: its first group, or the whole match. Attributes of the same names stand in the rules' order; the value of a
 * `badge`, such as a level, stands beside the customer's name.
 */
export const sessionMappingSchema = z
	.array(
		z.union([
			z.strictObject({ path: text(100).min(1), ...shown }),
			z.strictObject({ regex: text(200).min(1).refine(isPattern, "not a regular expression"), ...shown }),
		]),
	)
	.max(RULES_MOST);
export type SessionMapping = z.infer<typeof sessionMappingSchema>;

export interface CustomerNote {
	id: string;
	text: string;
	by: { id: string; name: string } | null;
	at: string;
	/** True for one's own, which one may delete. */
	mine: boolean;
}

/** One conversation of the past, from the customer's coming to its end. */
export interface Visit {
	/** Of its first message: the thread can jump there. */
	fromId: string;
	/** Of its first and its last message. */
	fromSeq: number;
	toSeq: number;
	startedAt: string;
	endedAt: string;
	/** The customer's first words; empty where they sent none. */
	firstWords: string;
	/** Who spoke last before its end; null: nobody but the bot spoke. */
	agent: { id: string; name: string } | null;
	/** `bot`: no person said anything. */
	endedBy: "bot" | "agent";
}

export interface VisitsPage {
	items: Visit[];
	nextCursor: string | null;
}

/** Answer of GET /api/customers/{id}. */
export interface CustomerDetail {
	id: string;
	/** The one conversation with them. */
	conversationId: string | null;
	/** As lists show it: alias, WeChat's name, or 用户 8F3K. */
	name: string;
	alias: string | null;
	aliasBy: { name: string; at: string } | null;
	openid: string;
	unionid: string | null;
	avatarUrl: string | null;
	channel: ChannelRef;
	/** As WeChat told it; written by whoever made the page, never to be trusted. */
	sessionFrom: string | null;
	/** What the channel's mapping reads out of it. */
	source: { label: string; value: string }[];
	/** In the order of the mapping. */
	attributes: Attributes;
	/** What stands beside the name, such as a level; it is among source or attributes as well. */
	badge: { label: string; value: string } | null;
	firstSeenAt: string;
	lastSeenAt: string;
	lastMessageAt: string | null;
	/** Conversations so far, the present one included. */
	visitCount: number;
	/** Newest first; the rest by GET /api/customers/{id}/visits?cursor=. */
	visits: VisitsPage;
	notes: CustomerNote[];
	/** The same person in other channels that this agent sees. */
	others: {
		id: string;
		conversationId: string | null;
		name: string;
		channel: ChannelRef;
		lastSeenAt: string;
	}[];
}
