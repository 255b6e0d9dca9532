/** WeChat's temporary ids of our pictures: made when they are sent, made again before they end. Our own copy is the picture. */
import type { ChannelAccount } from "@/lib/channels/channel";
import { withToken } from "@/lib/channels/with-token";
import { type Queryable, rows, transaction } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { inspect } from "@/lib/media/inspect";
import { makeSendable } from "@/lib/media/sendable";
import { mediaKey, type StoreName, storeNamed } from "@/lib/media/store";
import { turns } from "@/lib/media/turns";
import { SECOND_MS } from "@/lib/time";
import { LIMITS } from "@/lib/wechat/miniprogram/limits";
import { uploadImage } from "@/lib/wechat/miniprogram/media";

const UPLOAD_TIMEOUT_MS = 10 * SECOND_MS;
/** Uploads at once in this process: each holds a database connection. */
const inTurn = turns(3);
const UPLOADABLE = new Set(["image/png", "image/jpeg", "image/gif"]);
const FRESH_SECONDS = LIMITS.mediaId.uploadAgainAfterMs / SECOND_MS;

/**
 * Ours and not near its end, by the database's clock. The id that came with a customer's picture is of the same moment as
 * its row and does not count: WeChat promises nowhere that it may be sent.
 */
const IS_FRESH = `wechat_media_at > now() - make_interval(secs => ${FRESH_SECONDS}) AND (origin = 'agent' OR wechat_media_at > created_at)`;

interface Picture {
	store: StoreName;
	mime: string;
	/** Null when there is none that may be used. */
	wechat_media_id: string | null;
}

const inFlight = new Map<string, Promise<string>>();

/**
 * The id under which WeChat has this picture, for sending now. Uploads our copy when there is none or it is near its end:
 * once, however many ask, in however many processes.
 * @throws AppError `media_unusable` when it is no ready picture of this channel, or its bytes are gone; `media_refused` when
 * it cannot be made into one that WeChat takes
 * @throws WechatApiError, WechatNetworkError of the upload; nothing was sent to anybody then
 */
export function usableMediaId(account: ChannelAccount, mediaId: string): Promise<string> {
	const flight = `${account.id}\n${mediaId}`;
	const running = inFlight.get(flight);
	if (running) return running;
	const usable = obtain(account, mediaId).finally(() => inFlight.delete(flight));
	inFlight.set(flight, usable);
	return usable;
}

/** WeChat does not know this id any more; nothing happens when another has taken its place already. */
export async function forgetMediaId(mediaId: string, wechatMediaId: string): Promise<void> {
	await rows({
		text: "UPDATE media SET wechat_media_at = NULL WHERE id = $1 AND wechat_media_id = $2",
		values: [mediaId, wechatMediaId],
	});
}

async function obtain(account: ChannelAccount, mediaId: string): Promise<string> {
	const { wechat_media_id: known, store, mime } = await read(account, mediaId);
	if (known !== null) return known;
	return inTurn(async () => {
		// Everything that needs a connection of its own comes before: who waits for the lock holds one.
		const file = await fileOf(mediaId, store, mime);
		return withToken(account, (accessToken) =>
			transaction((tx) => upload(account, { mediaId, accessToken, ...file }, tx)),
		);
	});
}

interface File {
	bytes: Uint8Array;
	mime: string;
}

/** Our copy as WeChat takes it: an agent's picture was made so when it came, a customer's may be of any kind and size. */
async function fileOf(mediaId: string, store: StoreName, mime: string): Promise<File> {
	const bytes = await storeNamed(store).get(mediaKey(mediaId, "original"));
	if (!bytes) throw new AppError("media_unusable", { message: "the bytes of this picture are gone" });
	const isSendable = UPLOADABLE.has(mime) && bytes.byteLength <= LIMITS.image.compressAboveBytes;
	return isSendable ? { bytes, mime } : makeSendable(await inspect(bytes));
}

async function upload(
	account: ChannelAccount,
	{ mediaId, accessToken, bytes, mime }: File & { mediaId: string; accessToken: string },
	tx: Queryable,
): Promise<string> {
	await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('wechat_media:' || $1, 0))", [mediaId]);
	const { wechat_media_id: uploaded } = await read(account, mediaId, tx);
	if (uploaded !== null) return uploaded;
	const baseUrl = env().WECHAT_API_URL;
	const fresh = await uploadImage({ baseUrl, accessToken, bytes, mime, timeoutMs: UPLOAD_TIMEOUT_MS });
	await tx.query("UPDATE media SET wechat_media_id = $2, wechat_media_at = now() WHERE id = $1", [
		mediaId,
		fresh.mediaId,
	]);
	return fresh.mediaId;
}

async function read(account: ChannelAccount, mediaId: string, on?: Queryable): Promise<Picture> {
	const [picture] = await rows<Picture>(
		{
			text: `SELECT store, mime, CASE WHEN ${IS_FRESH} THEN wechat_media_id END AS wechat_media_id
				FROM media WHERE id = $1 AND channel_id = $2 AND status = 'ready'`,
			values: [mediaId, account.id],
		},
		on,
	);
	if (!picture) throw new AppError("media_unusable", { message: "not a picture of this channel" });
	return picture;
}
