/** Reminding later: a conversation that leaves the queue until its time, or until the customer writes. */
import { announce } from "@/lib/conversations/announce";
import { inScope, requireInScope, type Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { DAY_MS } from "@/lib/time";

/** Longer than any reply window; what is put away for longer is forgotten. */
const LONGEST_DAYS = 90;
/** In one turn of the sweep. */
const MOST = 200;

/**
 * Puts an open conversation away until `until`; null takes it back. The customer's next message, and every change of mode,
 * status or owner, end it: what was true then is compared, so that no push has to clear it.
 * @throws AppError `not_found`, `bad_request` for a time that is past or too far, `conflict` for a closed conversation
 */
export async function snooze(
	scope: Scope,
	conversationId: string,
	until: Date | null,
	now: Date,
): Promise<void> {
	await requireInScope(scope, conversationId);
	const aheadMs = until === null ? 1 : until.getTime() - now.getTime();
	if (aheadMs <= 0 || aheadMs > LONGEST_DAYS * DAY_MS) {
		throw new AppError("bad_request", {
			message: "not a time to be reminded at",
			details: { fields: { until: `in the future, within ${LONGEST_DAYS} days` } },
		});
	}
	const changed = await rows({
		text: `UPDATE conversations c SET snoozed_until = $2::timestamptz, change_id = pg_current_xact_id()::text::bigint,
				snoozed_epoch = CASE WHEN $2::timestamptz IS NOT NULL THEN c.epoch END,
				snoozed_after = CASE WHEN $2::timestamptz IS NOT NULL THEN coalesce(c.last_customer_message_at, c.created_at) END
			WHERE c.id = $1 AND ($2::timestamptz IS NULL OR c.status = 'open') AND ${inScope("c", "$3")} RETURNING c.id`,
		values: [conversationId, until, scope.channelIds],
	});
	if (changed.length === 0)
		throw new AppError("conflict", { message: "a closed conversation waits already" });
	announce(conversationId);
}

/** Brings back what is due, so that open screens show it without being asked. Answers the conversations touched. */
export async function wakeSnoozed(now: Date): Promise<string[]> {
	const woken = await rows<{ id: string }>({
		name: "wake_snoozed",
		text: `UPDATE conversations c SET snoozed_until = NULL, snoozed_after = NULL, snoozed_epoch = NULL,
				change_id = pg_current_xact_id()::text::bigint
			WHERE c.id IN (SELECT s.id FROM conversations s WHERE s.snoozed_until <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
			RETURNING c.id`,
		values: [now, MOST],
	});
	return woken.map(({ id }) => id);
}
