import { getAccount } from "@/lib/channels/accounts";
import { usableMediaId } from "@/lib/channels/wechat-media";
import { rows } from "@/lib/db";
import { log } from "@/lib/log";
import { DAY_MS, SECOND_MS } from "@/lib/time";
import { LIMITS } from "@/lib/wechat/miniprogram/limits";

const OLD_SECONDS = LIMITS.mediaId.uploadAgainAfterMs / SECOND_MS;
/** What nobody has sent for so long waits for its next send. */
const IN_USE_SECONDS = (14 * DAY_MS) / SECOND_MS;
/** Short beside the half day that is left, long beside the trouble of trying. */
const AGAIN_AFTER = "interval '1 hour'";

/**
 * Uploads the cover of one card again before WeChat's copy ends, so that the next agent who sends it does not wait; the
 * oldest first. Any number of processes may call it as often as they like. A failure is nobody's trouble: covers of that
 * channel are left alone for an hour, and a send uploads what it needs anyway. Answers whether there was one.
 */
export async function renewCover(): Promise<boolean> {
	const [cover] = await rows<{ id: string; channel_id: string }>({
		name: "claim_cover",
		text: `UPDATE media SET next_attempt_at = now() + ${AGAIN_AFTER} WHERE id = (
				SELECT x.id FROM cards k JOIN media x ON x.id = k.media_id JOIN channels h ON h.id = x.channel_id
				WHERE k.used_at > now() - make_interval(secs => $1) AND x.status = 'ready' AND h.paused_until IS NULL
					AND x.wechat_media_at <= now() - make_interval(secs => $2) AND x.next_attempt_at <= now()
				ORDER BY x.wechat_media_at LIMIT 1 FOR UPDATE OF x SKIP LOCKED)
			RETURNING id, channel_id`,
		values: [IN_USE_SECONDS, OLD_SECONDS],
	});
	if (!cover) return false;
	try {
		await usableMediaId(await getAccount(cover.channel_id), cover.id);
	} catch (error) {
		log.debug({ err: error, channelId: cover.channel_id, mediaId: cover.id }, "a cover was not renewed");
		await rows({
			text: `UPDATE media SET next_attempt_at = now() + ${AGAIN_AFTER}
				WHERE channel_id = $1 AND id IN (SELECT media_id FROM cards WHERE channel_id = $1)`,
			values: [cover.channel_id],
		});
	}
	return true;
}
