/** A customer's picture from a Mini Program's WeChat, in words that are no protocol's. */

import type { ChannelAccount, FetchedMedia } from "@/lib/channels/channel";
import { withToken } from "@/lib/channels/with-token";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { MEDIA_MAX_BYTES } from "@/lib/media/limits";
import { SECOND_MS } from "@/lib/time";
import { WechatApiError, WechatNetworkError } from "@/lib/wechat/api";
import { downloadMedia } from "@/lib/wechat/miniprogram/media";

const TIMEOUT_MS = 15 * SECOND_MS;
/** Too old, or of another account; no media id; no file behind it. */
const GONE = [40007, 40004, 41006, 46001];

/** Never throws for what WeChat or the network says. */
export async function fetchMedia(account: ChannelAccount, wechatMediaId: string): Promise<FetchedMedia> {
	try {
		const { bytes } = await withToken(account, (accessToken) =>
			downloadMedia({
				baseUrl: env().WECHAT_API_URL,
				accessToken,
				mediaId: wechatMediaId,
				maxBytes: MEDIA_MAX_BYTES,
				timeoutMs: TIMEOUT_MS,
			}),
		);
		return { outcome: "fetched", bytes };
	} catch (error) {
		if (error instanceof WechatApiError) {
			return { outcome: "failed", failure: GONE.includes(error.errcode) ? "expired" : "refused" };
		}
		if (error instanceof WechatNetworkError) return { outcome: "failed", failure: "unreachable" };
		if (error instanceof AppError && error.code === "too_large") {
			return { outcome: "failed", failure: "too_large" };
		}
		throw error;
	}
}
