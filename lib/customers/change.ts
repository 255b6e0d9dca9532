/** What people here say of a customer: their name, and what is known of them. */
import { announce } from "@/lib/conversations/announce";
import type { Scope } from "@/lib/conversations/scope";
import { getCustomer, requireCustomer } from "@/lib/customers/detail";
import { ATTRIBUTES_MOST, type ChangeCustomer, type CustomerDetail } from "@/lib/customers/schema";
import { touchConversation } from "@/lib/customers/touch";
import { row, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * Changes what is named and leaves the rest. The alias shows in every list at once; attributes are merged, null takes one away.
 * @throws AppError `not_found`, `bad_request` with `fields` for too many attributes
 */
export async function changeCustomer(
	scope: Scope,
	customerId: string,
	{ alias, attributes }: ChangeCustomer,
): Promise<CustomerDetail> {
	await requireCustomer(scope, customerId);
	const conversationId = await transaction(async (tx) => {
		// The customer first, then the conversation, as a push takes them.
		const { count } = await row<{ count: number }>(
			{
				text: `UPDATE customers SET
						alias = CASE WHEN $2::text IS NULL THEN alias ELSE nullif($2, '') END,
						alias_by_id = CASE WHEN $2 IS NULL THEN alias_by_id WHEN $2 = '' THEN NULL ELSE $3::uuid END,
						alias_at = CASE WHEN $2 IS NULL THEN alias_at WHEN $2 = '' THEN NULL ELSE now() END,
						attributes = jsonb_strip_nulls(attributes || $4::jsonb)
					WHERE id = $1 RETURNING (SELECT count(*) FROM jsonb_object_keys(attributes))::int AS count`,
				values: [customerId, alias ?? null, scope.agent.id, JSON.stringify(attributes ?? {})],
			},
			tx,
		);
		if (count > ATTRIBUTES_MOST) {
			const message = `at most ${ATTRIBUTES_MOST} attributes`;
			throw new AppError("bad_request", { message, details: { fields: { attributes: message } } });
		}
		return touchConversation(customerId, tx);
	});
	if (conversationId) announce(conversationId);
	return getCustomer(scope, customerId);
}
