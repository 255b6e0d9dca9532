/** A channel whose replies wait: nothing of it would arrive, and trying would only make it worse. */
import { type AlarmKind, healAlarms, raiseAlarm, SENDING_ALARMS } from "@/lib/channels/alarms";
import { rows } from "@/lib/db";
import { log } from "@/lib/log";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/time";

/** back_off: until an administrator has acted, looked for again and again. minute, midnight: until WeChat counts anew. */
export type Pause = "back_off" | "minute" | "midnight";

export interface PauseCause {
	pause: Pause;
	/** Null: nobody has to do anything. */
	alarm: AlarmKind | null;
	errcode: number;
	errmsg: string;
}

const FIRST_BACK_OFF_MS = 5 * SECOND_MS;
const LAST_BACK_OFF_MS = 5 * MINUTE_MS;
/** WeChat's clock and ours are not the same. */
const MARGIN_MS = { minute: SECOND_MS, midnight: 10 * SECOND_MS };
/** WeChat's days begin at midnight in Beijing. */
const UTC8_MS = 8 * HOUR_MS;

/**
 * How long to wait before one reply tries again. A back-off is as long as the trouble has lasted, so that it doubles;
 * midnight is not waited for at one go: an administrator may clear the quota. Pure.
 * @param ailingMs how long the channel has had this trouble
 */
export function pauseMs(pause: Pause, ailingMs: number, now: Date): number {
	if (pause === "back_off") return Math.min(Math.max(ailingMs, FIRST_BACK_OFF_MS), LAST_BACK_OFF_MS);
	const time = now.getTime();
	if (pause === "minute") return MINUTE_MS - (time % MINUTE_MS) + MARGIN_MS.minute;
	return Math.min(DAY_MS - ((time + UTC8_MS) % DAY_MS) + MARGIN_MS.midnight, HOUR_MS);
}

/** Stops the channel's line and tells whom it concerns. @returns after how many ms one reply tries again */
export async function pauseChannel(
	channelId: string,
	{ pause, alarm, errcode, errmsg }: PauseCause,
	now: Date,
): Promise<number> {
	const waitMs = Math.round(pauseMs(pause, await ailingMs(channelId, alarm), now));
	await holdFor(channelId, waitMs);
	log.warn({ channelId, errcode, alarm, waitMs }, "replies of a channel wait");
	if (alarm !== null) {
		const details = { errmsg: errmsg.replace(/\s*\brid:.*$/i, "") };
		await raiseAlarm(channelId, alarm, { errcode, details });
		// Whoever came this far is past what was wrong before.
		await healAlarms(
			channelId,
			SENDING_ALARMS.filter((kind) => kind !== alarm),
		);
	}
	return waitMs;
}

/** WeChat has served a call of the channel: its line moves again. */
export async function resumeChannel(channelId: string): Promise<void> {
	await rows({
		text: "UPDATE channels SET paused_until = NULL WHERE id = $1 AND paused_until IS NOT NULL",
		values: [channelId],
	});
	await healAlarms(channelId, SENDING_ALARMS);
}

/** The reply that was to find out has not: another does, after `waitMs`. Nothing when the channel is not paused. */
export async function probeAgainIn(channelId: string, waitMs: number): Promise<void> {
	await rows({
		// The column keeps milliseconds: what is over now must not be rounded into the future.
		text: `UPDATE channels SET paused_until = now() + make_interval(secs => ($2 - 1) / 1000.0)
			WHERE id = $1 AND paused_until IS NOT NULL`,
		values: [channelId, waitMs],
	});
}

async function holdFor(channelId: string, waitMs: number): Promise<void> {
	await rows({
		text: "UPDATE channels SET paused_until = now() + make_interval(secs => $2 / 1000.0) WHERE id = $1",
		values: [channelId, waitMs],
	});
}

async function ailingMs(channelId: string, alarm: AlarmKind | null): Promise<number> {
	const [open] = await rows<{ ms: number }>({
		text: `SELECT extract(epoch FROM now() - raised_at)::float8 * 1000 AS ms FROM channel_alarms
			WHERE channel_id = $1 AND kind = $2 AND healed_at IS NULL`,
		values: [channelId, alarm],
	});
	return open?.ms ?? 0;
}
