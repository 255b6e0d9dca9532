/** What is wrong with a channel: raised by what fails, healed by what works again, seen by everybody it concerns. */
import { ALARM_TEXTS, type AlarmKind, explainAlarm } from "@/lib/channels/alarm-texts";
import { rows } from "@/lib/db";
import { wakeAllScreens } from "@/lib/live/publish";

export type { AlarmKind } from "@/lib/channels/alarm-texts";

interface Cause {
	/** WeChat's code, when there was one. */
	errcode?: number | null;
	/** Shown to people and kept: never a secret. `errmsg` is WeChat's text, `address` where a push came from. */
	details?: Record<string, string | number>;
}

/** Raises an alarm, or notes that an open one was seen again. The first time it goes into the audit trail. */
export async function raiseAlarm(
	channelId: string,
	kind: AlarmKind,
	{ errcode = null, details = {} }: Cause = {},
): Promise<void> {
	const [raised] = await rows<{ is_news: boolean }>({
		name: "raise_alarm",
		text: `WITH known AS (
				SELECT errcode, details FROM channel_alarms WHERE channel_id = $1 AND kind = $2 AND healed_at IS NULL),
			raised AS (
				INSERT INTO channel_alarms AS a (channel_id, kind, errcode, details) VALUES ($1, $2, $3::int, $4::jsonb)
				ON CONFLICT (channel_id, kind) WHERE healed_at IS NULL DO UPDATE
					SET count = a.count + 1, last_seen_at = now(), errcode = EXCLUDED.errcode, details = EXCLUDED.details
				RETURNING count),
			noted AS (
				INSERT INTO audit_entries (action, target, details)
				SELECT 'channel.alarm', $1, $4::jsonb || jsonb_build_object('kind', $2::text, 'errcode', $3::int)
				FROM raised WHERE count = 1)
			SELECT count = 1 OR NOT EXISTS (
				SELECT FROM known WHERE errcode IS NOT DISTINCT FROM $3::int AND details = $4::jsonb) AS is_news FROM raised`,
		values: [channelId, kind, errcode, JSON.stringify(details)],
	});
	if (raised?.is_news) wakeAllScreens();
}

/** Closes the open alarms of these kinds: what failed has worked. True when there was one. */
export async function healAlarms(channelId: string, kinds: readonly AlarmKind[]): Promise<boolean> {
	const healed = await rows({
		name: "heal_alarms",
		text: `WITH healed AS (
				UPDATE channel_alarms SET healed_at = now()
				WHERE channel_id = $1 AND kind = ANY($2::text[]) AND healed_at IS NULL RETURNING kind)
			INSERT INTO audit_entries (action, target, details)
			SELECT 'channel.heal', $1, jsonb_build_object('kind', kind) FROM healed RETURNING id`,
		values: [channelId, kinds],
	});
	if (healed.length > 0) wakeAllScreens();
	return healed.length > 0;
}

interface AlarmRow {
	channel_id: string;
	channel_name: string;
	kind: string;
	errcode: number | null;
	errmsg: string | null;
	address: string | null;
	is_paused: boolean;
	raised_at: Date;
}

/** Open alarms of these channels, of all when null; the oldest first. */
export async function listAlarms(channelIds: string[] | null) {
	const open = await rows<AlarmRow>({
		name: "open_alarms",
		text: `SELECT a.channel_id, h.name AS channel_name, a.kind, a.errcode, a.details ->> 'errmsg' AS errmsg,
				a.details ->> 'address' AS address, h.paused_until IS NOT NULL AS is_paused, a.raised_at
			FROM channel_alarms a JOIN channels h ON h.id = a.channel_id
			WHERE a.healed_at IS NULL AND ($1::text[] IS NULL OR a.channel_id = ANY($1::text[])) ORDER BY a.raised_at, a.id`,
		values: [channelIds],
	});
	return open.flatMap(({ kind, ...alarm }) =>
		// A kind of a newer version that wrote it has no words here.
		isAlarmKind(kind)
			? [
					{
						channelId: alarm.channel_id,
						channelName: alarm.channel_name,
						kind,
						errcode: alarm.errcode,
						pausesSending: alarm.is_paused && PAUSING.has(kind),
						raisedAt: alarm.raised_at.toISOString(),
						...explainAlarm(kind, alarm),
					},
				]
			: [],
	);
}

const isAlarmKind = (kind: string): kind is AlarmKind => Object.hasOwn(ALARM_TEXTS, kind);

/** Those that keep replies from leaving; healed together by the first call that works again. */
export const SENDING_ALARMS = [
	"credential",
	"ip_not_listed",
	"permission",
	"restricted",
	"daily_quota",
	"token",
] as const satisfies AlarmKind[];

const PAUSING: ReadonlySet<AlarmKind> = new Set(SENDING_ALARMS);
