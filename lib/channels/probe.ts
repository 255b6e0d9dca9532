import { getAccount } from "@/lib/channels/accounts";
import type { SendOutcome } from "@/lib/channels/channel";
import { toSendOutcome } from "@/lib/channels/send-outcome";
import { withToken } from "@/lib/channels/with-token";
import { env } from "@/lib/env";
import { SECOND_MS } from "@/lib/time";
import { setTyping } from "@/lib/wechat/miniprogram/typing";

const TIMEOUT_MS = 3 * SECOND_MS;

/**
 * Whether WeChat serves this channel, asked without a message: with a token, and with a call of customer service that
 * changes nothing, a typing sign taken away that is not there. Whatever WeChat says about the customer is as good as a yes.
 * @param externalId any customer of the channel; null when it has none yet, then the token alone must do
 */
export async function probeChannel(channelId: string, externalId: string | null): Promise<SendOutcome> {
	try {
		const account = await getAccount(channelId);
		const baseUrl = env().WECHAT_API_URL;
		await withToken(account, async (accessToken) => {
			if (externalId === null || account.kind !== "miniprogram") return;
			await setTyping({ baseUrl, accessToken, openid: externalId, typing: false, timeoutMs: TIMEOUT_MS });
		});
		return { outcome: "accepted" };
	} catch (error) {
		// Nothing was to be delivered, so nothing can be in doubt.
		return toSendOutcome(error, "token");
	}
}
