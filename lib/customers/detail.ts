/** A customer as the panel beside the thread shows them. */
import { displayName } from "@/lib/conversations/item";
import type { ChannelKind } from "@/lib/conversations/schema";
import { inScope, type Scope } from "@/lib/conversations/scope";
import { findBadge, orderAttributes } from "@/lib/customers/attributes";
import { listCustomerNotes } from "@/lib/customers/notes";
import { attributesSchema, type CustomerDetail, sessionMappingSchema } from "@/lib/customers/schema";
import { readSource } from "@/lib/customers/session-source";
import { listVisits } from "@/lib/customers/visits";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** With the panel; the rest by pages. */
const VISITS_SHOWN = 5;
const OTHERS_MOST = 20;

interface CustomerRow {
	id: string;
	conversation_id: string | null;
	alias: string | null;
	alias_by: string | null;
	alias_at: Date | null;
	name: string | null;
	external_id: string;
	union_id: string | null;
	avatar_url: string | null;
	channel_id: string;
	channel_kind: ChannelKind;
	channel_name: string;
	session_from: string | null;
	session_mapping: unknown;
	attributes: unknown;
	first_seen_at: Date;
	last_seen_at: Date;
	last_customer_message_at: Date | null;
	visits: number;
}

/** Everything the panel shows, in a constant number of statements. @throws AppError `not_found` */
export async function getCustomer(scope: Scope, customerId: string): Promise<CustomerDetail> {
	const found = await requireCustomer(scope, customerId);
	const { conversation_id: conversationId } = found;
	const mapping = mappingOf(found.session_mapping);
	const source = readSource(found.session_from, mapping);
	const attributes = orderAttributes(attributesSchema.catch({}).parse(found.attributes), mapping);
	return {
		id: found.id,
		conversationId,
		name: displayName(found.alias ?? found.name, found.external_id),
		alias: found.alias,
		aliasBy:
			found.alias_by && found.alias_at ? { name: found.alias_by, at: found.alias_at.toISOString() } : null,
		openid: found.external_id,
		unionid: found.union_id,
		avatarUrl: found.avatar_url,
		channel: { id: found.channel_id, kind: found.channel_kind, name: found.channel_name },
		sessionFrom: found.session_from,
		source,
		attributes,
		badge: findBadge(attributes, source, mapping),
		firstSeenAt: found.first_seen_at.toISOString(),
		lastSeenAt: found.last_seen_at.toISOString(),
		lastMessageAt: found.last_customer_message_at?.toISOString() ?? null,
		visitCount: found.visits,
		visits: conversationId
			? await listVisits(conversationId, { limit: VISITS_SHOWN })
			: { items: [], nextCursor: null },
		notes: await listCustomerNotes(scope, customerId),
		others: found.union_id ? await listOthers(scope, customerId, found.union_id) : [],
	};
}

/** What cannot be read any more maps nothing. */
const mappingOf = (stored: unknown) => sessionMappingSchema.catch([]).parse(stored);

/** @throws AppError `not_found` alike for what does not exist and for what is not this person's to see */
export async function requireCustomer(scope: Scope, customerId: string): Promise<CustomerRow> {
	const [found] = await rows<CustomerRow>({
		name: "get_customer",
		text: `SELECT u.id, c.id AS conversation_id, u.alias, b.name AS alias_by, u.alias_at, u.name, u.external_id, u.union_id,
				u.avatar_url, h.id AS channel_id, h.kind AS channel_kind, h.name AS channel_name, u.session_from, h.session_mapping,
				u.attributes, u.first_seen_at, u.last_seen_at, c.last_customer_message_at,
				(SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.direction = 'event' AND m.type = 'closed')::int
					+ (c.status = 'open')::int AS visits
			FROM customers u JOIN channels h ON h.id = u.channel_id LEFT JOIN conversations c ON c.customer_id = u.id
			LEFT JOIN agents b ON b.id = u.alias_by_id WHERE u.id = $1 AND ${inScope("u", "$2")}`,
		values: [customerId, scope.channelIds],
	});
	if (!found) throw new AppError("not_found", { message: "no such customer" });
	return { ...found, visits: found.visits ?? 0 };
}

/** The same person (unionid) as other channels in scope know them, who were here last first. */
async function listOthers(
	scope: Scope,
	customerId: string,
	unionId: string,
): Promise<CustomerDetail["others"]> {
	const found = await rows<
		Pick<
			CustomerRow,
			"id" | "conversation_id" | "name" | "external_id" | "channel_id" | "channel_kind" | "channel_name"
		> & { last_seen_at: Date }
	>({
		name: "list_others",
		text: `SELECT u.id, c.id AS conversation_id, coalesce(u.alias, u.name) AS name, u.external_id, h.id AS channel_id,
				h.kind AS channel_kind, h.name AS channel_name, u.last_seen_at
			FROM customers u JOIN channels h ON h.id = u.channel_id LEFT JOIN conversations c ON c.customer_id = u.id
			WHERE u.union_id = $1 AND u.id <> $2 AND ${inScope("u", "$3")} ORDER BY u.last_seen_at DESC, u.id LIMIT $4`,
		values: [unionId, customerId, scope.channelIds, OTHERS_MOST],
	});
	return found.map((other) => ({
		id: other.id,
		conversationId: other.conversation_id,
		name: displayName(other.name, other.external_id),
		channel: { id: other.channel_id, kind: other.channel_kind, name: other.channel_name },
		lastSeenAt: other.last_seen_at.toISOString(),
	}));
}
