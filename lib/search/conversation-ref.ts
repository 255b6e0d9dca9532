import { displayName } from "@/lib/conversations/item";
import type { ChannelKind } from "@/lib/conversations/schema";
import type { ConversationRef } from "@/lib/search/schema";

/** Follows `JOIN customers u` and `JOIN channels h`. */
export const REF_COLUMNS = `u.id AS customer_id, u.external_id, coalesce(u.alias, u.name) AS customer_name, u.avatar_url,
	h.id AS channel_id, h.kind AS channel_kind, h.name AS channel_name`;

export interface RefRow {
	conversation_id: string;
	customer_id: string;
	external_id: string;
	customer_name: string | null;
	avatar_url: string | null;
	channel_id: string;
	channel_kind: ChannelKind;
	channel_name: string;
}

/** The conversation to jump to, as a hit names it. */
export const toConversationRef = (row: RefRow): ConversationRef => ({
	id: row.conversation_id,
	customer: {
		id: row.customer_id,
		name: displayName(row.customer_name, row.external_id),
		openid: row.external_id,
		avatarUrl: row.avatar_url,
	},
	channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
});
