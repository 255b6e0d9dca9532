import { isIP } from "node:net";
import { z } from "zod";
import { callWechat } from "@/lib/wechat/api";

interface CallbackIpsRequest {
	baseUrl: string;
	accessToken: string;
	timeoutMs: number;
}

const answerSchema = z.object({ ip_list: z.array(z.string()) });

/**
 * Where WeChat's pushes come from at present: addresses ("1.2.3.4") and ranges ("101.226.103.0/25"), v4 or v6; what is
 * neither is left out. For watching only: the signature decides. Throws as `callWechat`.
 * WeChat page: "Get WeChat's callback IPs" (获取微信推送服务器 IP, /cgi-bin/getcallbackip).
 */
export async function fetchCallbackIps({
	baseUrl,
	accessToken,
	timeoutMs,
}: CallbackIpsRequest): Promise<string[]> {
	const answer = await callWechat({
		baseUrl,
		path: "/cgi-bin/getcallbackip",
		query: { access_token: accessToken },
		timeoutMs,
		schema: answerSchema,
	});
	return answer.ip_list.map((text) => text.trim()).filter(isAddressOrRange);
}

function isAddressOrRange(text: string): boolean {
	const [address = "", bits, ...more] = text.split("/");
	const version = isIP(address);
	if (version === 0 || more.length > 0) return false;
	return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
