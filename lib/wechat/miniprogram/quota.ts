import { z } from "zod";
import { callWechat } from "@/lib/wechat/api";

interface ClearQuotaRequest {
	baseUrl: string;
	appId: string;
	appSecret: string;
	timeoutMs: number;
}

/**
 * Sets today's call counts of the account back to zero (after 45009), by the AppSecret, so it works when no token is
 * to be had either. Ten times a month, then 48006. Throws as `callWechat`.
 * WeChat page: "Reset the number of API calls with AppSecret" (使用 AppSecret 重置 API 调用次数, /cgi-bin/clear_quota/v2).
 */
export async function clearQuota({ baseUrl, appId, appSecret, timeoutMs }: ClearQuotaRequest): Promise<void> {
	await callWechat({
		baseUrl,
		path: "/cgi-bin/clear_quota/v2",
		// In the body as the page has it now; its older example puts the secret into the address.
		body: { appid: appId, appsecret: appSecret },
		timeoutMs,
		schema: z.object({}),
	});
}
