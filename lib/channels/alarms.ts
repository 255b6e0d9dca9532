/** What is wrong with a channel: raised by what fails, healed by what works again, seen by everybody it concerns. */
import { rows } from "@/lib/db";
import { explainErrcode } from "@/lib/wechat/errcodes";

interface AlarmRow {
	channel_id: string;
	channel_name: string;
	kind: string;
	errcode: number | null;
	errmsg: string | null;
	is_paused: boolean;
	raised_at: Date;
}

/** Open alarms of these channels, of all when null; the oldest first. */
export async function listAlarms(channelIds: string[] | null) {
	const open = await rows<AlarmRow>({
		name: "open_alarms",
		text: `SELECT a.channel_id, h.name AS channel_name, a.kind, a.errcode, a.details ->> 'errmsg' AS errmsg,
				h.paused_until IS NOT NULL AS is_paused, a.raised_at
			FROM channel_alarms a JOIN channels h ON h.id = a.channel_id
			WHERE a.healed_at IS NULL AND ($1::text[] IS NULL OR a.channel_id = ANY($1::text[])) ORDER BY a.raised_at, a.id`,
		values: [channelIds],
	});
	return open.map((alarm) => {
		const { zh, en, nextStepZh, nextStepEn } = explainErrcode(alarm.errcode ?? -1, alarm.errmsg ?? "");
		return {
			channelId: alarm.channel_id,
			channelName: alarm.channel_name,
			kind: alarm.kind,
			errcode: alarm.errcode,
			pausesSending: alarm.is_paused,
			raisedAt: alarm.raised_at.toISOString(),
			explanation: { zh, en },
			nextStep: { zh: nextStepZh, en: nextStepEn },
		};
	});
}
