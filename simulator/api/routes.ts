import type { Endpoint } from "./call";
import { downloadEndpoint, uploadEndpoint } from "./media";
import {
	agentListEndpoint,
	apiIpEndpoint,
	callbackCheckEndpoint,
	callbackIpEndpoint,
	clearQuotaEndpoint,
	clearQuotaV2Endpoint,
	onlineAgentsEndpoint,
	quotaGetEndpoint,
	ridGetEndpoint,
} from "./misc";
import { businessOnly, sendEndpoint } from "./send";
import { classicTokenEndpoint, stableTokenEndpoint } from "./token";
import { typingEndpoint } from "./typing";

/** Every path of the simulated api.weixin.qq.com; all others answer 40066. */
export const endpoints = new Map<string, Endpoint>([
	["/cgi-bin/token", classicTokenEndpoint],
	["/cgi-bin/stable_token", stableTokenEndpoint],
	["/cgi-bin/message/custom/send", sendEndpoint],
	["/cgi-bin/message/custom/business/send", businessOnly(sendEndpoint)],
	["/cgi-bin/message/custom/typing", typingEndpoint],
	["/cgi-bin/message/custom/business/typing", businessOnly(typingEndpoint)],
	["/cgi-bin/media/upload", uploadEndpoint],
	["/cgi-bin/media/get", downloadEndpoint],
	["/cgi-bin/getcallbackip", callbackIpEndpoint],
	["/cgi-bin/get_api_domain_ip", apiIpEndpoint],
	["/cgi-bin/callback/check", callbackCheckEndpoint],
	["/cgi-bin/openapi/quota/get", quotaGetEndpoint],
	["/cgi-bin/openapi/rid/get", ridGetEndpoint],
	["/cgi-bin/clear_quota", clearQuotaEndpoint],
	["/cgi-bin/clear_quota/v2", clearQuotaV2Endpoint],
	["/cgi-bin/customservice/getkflist", agentListEndpoint],
	["/cgi-bin/customservice/getonlinekflist", onlineAgentsEndpoint],
]);
