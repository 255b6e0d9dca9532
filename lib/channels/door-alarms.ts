/**
 * Alarms of the push door. WeChat waits for an answer: nothing here is waited for, the database is asked at most once a
 * minute for what is wrong, and for what works again only where an alarm is open.
 */
import { forgetAccount } from "@/lib/channels/accounts";
import { type AlarmKind, healAlarms, raiseAlarm } from "@/lib/channels/alarms";
import { log } from "@/lib/log";
import { MINUTE_MS } from "@/lib/time";

const RAISE_EVERY_MS = MINUTE_MS;

const raisedAtMs = new Map<string, number>();
const healing = new Set<string>();

/** Raises an alarm, or notes that it is seen again. The account's `openAlarms` tells of it from the next push on. */
export function raiseSoon(
	channelId: string,
	kind: AlarmKind,
	details: Record<string, string | number>,
	now: Date,
): void {
	const key = `${channelId}\n${kind}`;
	if (now.getTime() - (raisedAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < RAISE_EVERY_MS) return;
	raisedAtMs.set(key, now.getTime());
	raiseAlarm(channelId, kind, { details }).then(
		() => forgetAccount(channelId),
		(error: unknown) => log.warn({ err: error, channelId, kind }, "an alarm could not be raised"),
	);
}

/** Closes an alarm that the account had open. */
export function healSoon(channelId: string, kind: AlarmKind): void {
	const key = `${channelId}\n${kind}`;
	if (healing.has(key)) return;
	healing.add(key);
	healAlarms(channelId, [kind])
		.then(
			() => {
				forgetAccount(channelId);
				raisedAtMs.delete(key);
			},
			(error: unknown) => log.warn({ err: error, channelId, kind }, "an alarm could not be healed"),
		)
		.finally(() => healing.delete(key));
}
