/** Every path of the simulated api.weixin.qq.com; all others answer 40066. */
const API_PATHS = [
	"/cgi-bin/token",
	"/cgi-bin/stable_token",
	"/cgi-bin/message/custom/send",
	"/cgi-bin/message/custom/business/send",
	"/cgi-bin/message/custom/typing",
	"/cgi-bin/message/custom/business/typing",
	"/cgi-bin/media/upload",
	"/cgi-bin/media/get",
	"/cgi-bin/getcallbackip",
	"/cgi-bin/get_api_domain_ip",
	"/cgi-bin/callback/check",
	"/cgi-bin/openapi/quota/get",
	"/cgi-bin/openapi/rid/get",
	"/cgi-bin/clear_quota",
	"/cgi-bin/clear_quota/v2",
	"/cgi-bin/customservice/getkflist",
	"/cgi-bin/customservice/getonlinekflist",
	"/customservice/kfaccount/add",
	"/customservice/kfaccount/del",
	"/customservice/work/bind",
	"/customservice/work/unbind",
	"/customservice/work/get",
] as const;

export type ApiPath = (typeof API_PATHS)[number];

export const isApiPath = (path: string): path is ApiPath => (API_PATHS as readonly string[]).includes(path);
