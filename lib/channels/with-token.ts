import type { ChannelAccount } from "@/lib/channels/channel";
import { getAccessToken } from "@/lib/channels/tokens";
import { WechatApiError } from "@/lib/wechat/api";
import { reactionOf } from "@/lib/wechat/errcodes";

/**
 * Runs one call of WeChat's API with the channel's token; when that has died, once more with the next. For calls that may
 * be repeated freely, unlike a send. Throws as `call` and `getAccessToken`.
 */
export async function withToken<Result>(
	account: ChannelAccount,
	call: (accessToken: string) => Promise<Result>,
): Promise<Result> {
	const token = await getAccessToken(account);
	try {
		return await call(token);
	} catch (error) {
		const isDead = error instanceof WechatApiError && reactionOf(error.errcode) === "refresh_token";
		if (!isDead) throw error;
		return call(await getAccessToken(account, token));
	}
}
