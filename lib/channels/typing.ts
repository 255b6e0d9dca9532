import { getAccount } from "@/lib/channels/accounts";
import { getAccessToken } from "@/lib/channels/tokens";
import { getPrisma } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { SECOND_MS } from "@/lib/time";
import { WechatApiError } from "@/lib/wechat/api";
import { reactionOf } from "@/lib/wechat/errcodes";
import { LIMITS } from "@/lib/wechat/miniprogram/limits";
import { setTyping } from "@/lib/wechat/miniprogram/typing";

/** When WeChat lets a sign be shown, and for how long; the strictest of all channels. */
export const TYPING_LIMITS = LIMITS.typing;

/** Somebody's request waits for it; a sign that comes later is of no use. */
const TIMEOUT_MS = 3 * SECOND_MS;

/**
 * Shows the customer that somebody writes, or takes the sign away. Cosmetic: nothing that goes wrong is ever told, and an
 * account that may not show it is not asked again. Channels whose protocol has no such sign do nothing.
 */
export async function showTyping(channelId: string, externalId: string, typing: boolean): Promise<void> {
	try {
		const account = await getAccount(channelId);
		if (account.kind !== "miniprogram") return;
		const accessToken = await getAccessToken(account);
		const baseUrl = env().WECHAT_API_URL;
		await setTyping({ baseUrl, accessToken, openid: externalId, typing, timeoutMs: TIMEOUT_MS });
	} catch (error) {
		log.debug({ err: error, channelId }, "no typing sign");
		const never = error instanceof WechatApiError && reactionOf(error.errcode, "typing") === "disable_typing";
		if (never) await turnOff(channelId);
	}
}

const turnOff = (channelId: string) =>
	getPrisma().channel.updateMany({ where: { id: channelId }, data: { typingOffAt: new Date() } });
