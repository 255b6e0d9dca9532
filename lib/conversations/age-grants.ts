import { isSimulated } from "@/lib/channels/simulated";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { wakeScreens } from "@/lib/live/publish";

/**
 * Exists only for the simulator: when its virtual clock jumps ahead by so many seconds, the open grants of all Mini Programs
 * grow older by as much, and with them the customer's last message, which the 48 hours count from: our ledger and the
 * simulated WeChat close their windows at the same instant.
 * @returns the conversations it touched
 * @throws AppError `internal` when WeChat is not simulated: real grants age by themselves
 */
export async function ageGrants(seconds: number): Promise<string[]> {
	if (!isSimulated()) throw new AppError("internal", { message: "only simulated grants may be aged" });
	const aged = await rows<{ id: string }>({
		// The conversation is locked first, in one order, as in every other writer of the ledger.
		text: `WITH locked AS MATERIALIZED (
				SELECT c.id FROM conversations c JOIN channels h ON h.id = c.channel_id AND h.kind = 'miniprogram'
				WHERE EXISTS (SELECT 1 FROM reply_grants g WHERE g.conversation_id = c.id AND g.expires_at > now())
				ORDER BY c.id FOR UPDATE OF c),
			aged AS (
				UPDATE reply_grants g SET granted_at = g.granted_at - make_interval(secs => $1),
					expires_at = g.expires_at - make_interval(secs => $1)
				FROM locked WHERE g.conversation_id = locked.id AND g.expires_at > now())
			UPDATE conversations c SET change_id = pg_current_xact_id()::text::bigint,
				last_customer_message_at = c.last_customer_message_at - make_interval(secs => $1)
			FROM locked WHERE c.id = locked.id
			RETURNING c.id`,
		values: [seconds],
	});
	for (const { id } of aged) wakeScreens(id);
	return aged.map(({ id }) => id);
}
