import { type Queryable, rows } from "@/lib/db";

/** Lets sync tell that something about a customer changed. Answers their conversation, to be announced after the commit. */
export async function touchConversation(customerId: string, tx: Queryable): Promise<string | null> {
	const [found] = await rows<{ id: string }>(
		{
			text: `UPDATE conversations SET change_id = pg_current_xact_id()::text::bigint WHERE customer_id = $1 RETURNING id`,
			values: [customerId],
		},
		tx,
	);
	return found?.id ?? null;
}
