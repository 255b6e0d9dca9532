import { addAgentEndpoint, agentListEndpoint, deleteAgentEndpoint, onlineAgentsEndpoint } from "./agents";
import type { Endpoint } from "./call";
import { downloadEndpoint, uploadEndpoint } from "./media";
import {
	apiIpEndpoint,
	callbackCheckEndpoint,
	callbackIpEndpoint,
	clearQuotaEndpoint,
	clearQuotaV2Endpoint,
	quotaGetEndpoint,
	ridGetEndpoint,
} from "./misc";
import { type ApiPath, isApiPath } from "./paths";
import { businessOnly, sendEndpoint } from "./send";
import { classicTokenEndpoint, stableTokenEndpoint } from "./token";
import { typingEndpoint } from "./typing";
import { workBindEndpoint, workGetEndpoint, workUnbindEndpoint } from "./work";

const endpoints: Record<ApiPath, Endpoint> = {
	"/cgi-bin/token": classicTokenEndpoint,
	"/cgi-bin/stable_token": stableTokenEndpoint,
	"/cgi-bin/message/custom/send": sendEndpoint,
	"/cgi-bin/message/custom/business/send": businessOnly(sendEndpoint),
	"/cgi-bin/message/custom/typing": typingEndpoint,
	"/cgi-bin/message/custom/business/typing": businessOnly(typingEndpoint),
	"/cgi-bin/media/upload": uploadEndpoint,
	"/cgi-bin/media/get": downloadEndpoint,
	"/cgi-bin/getcallbackip": callbackIpEndpoint,
	"/cgi-bin/get_api_domain_ip": apiIpEndpoint,
	"/cgi-bin/callback/check": callbackCheckEndpoint,
	"/cgi-bin/openapi/quota/get": quotaGetEndpoint,
	"/cgi-bin/openapi/rid/get": ridGetEndpoint,
	"/cgi-bin/clear_quota": clearQuotaEndpoint,
	"/cgi-bin/clear_quota/v2": clearQuotaV2Endpoint,
	"/cgi-bin/customservice/getkflist": agentListEndpoint,
	"/cgi-bin/customservice/getonlinekflist": onlineAgentsEndpoint,
	"/customservice/kfaccount/add": addAgentEndpoint,
	"/customservice/kfaccount/del": deleteAgentEndpoint,
	"/customservice/work/bind": workBindEndpoint,
	"/customservice/work/unbind": workUnbindEndpoint,
	"/customservice/work/get": workGetEndpoint,
};

export const endpointOf = (path: string): Endpoint | undefined =>
	isApiPath(path) ? endpoints[path] : undefined;
