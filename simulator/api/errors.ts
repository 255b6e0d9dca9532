/** WeChat's codes and the texts that come with them. */
const TEXTS: Record<number, string> = {
	[-1]: "system error",
	40001: "invalid credential, access_token is invalid or not latest",
	40002: "invalid grant_type",
	40003: "invalid openid",
	40004: "invalid media type",
	40007: "invalid media_id",
	40008: "invalid message type",
	40009: "invalid image size",
	40013: "invalid appid",
	40014: "invalid access_token",
	40033: "invalid charset. please check your request, if include \\uxxxx will create fail!",
	40035: "invalid parameter",
	40066: "invalid url",
	40101: "missing parameter",
	40125: "invalid appsecret",
	40137: "invalid image format",
	40200: "invalid account type",
	40201: "invalid url",
	40202: "invalid action",
	40203: "invalid check_operator",
	40243: "appsecret is frozen",
	41001: "access_token missing",
	41002: "appid missing",
	41004: "appsecret missing",
	41005: "media data missing",
	41006: "media_id missing",
	41030: "invalid page",
	42001: "access_token expired",
	43002: "require POST method",
	44001: "empty media data",
	44002: "empty post data",
	44004: "empty content",
	45002: "content size out of limit",
	45003: "title size out of limit",
	45004: "description size out of limit",
	45005: "url size out of limit",
	45006: "picurl size out of limit",
	45009: "reach max api daily quota limit",
	45011: "api minute-quota reach limit, must slower, retry next minute",
	45015: "response out of time limit or subscription is canceled",
	45047: "out of response count limit",
	45072: "invalid command",
	45080: "need sending message to user, or recving message from user in the last 30 seconds before typing",
	45081: "you are already typing",
	45162: "invalid type",
	47001: "data format error",
	48001: "api unauthorized",
	48006: "forbid to clear quota because of reaching the limit",
	76001: "rid not found",
	76002: "rid is error",
	76003: "could not get access to query this rid",
	76004: "rid is expired",
	76021: "cgi_path not found",
};

export interface ApiJson {
	errcode?: number;
	errmsg?: string;
	[field: string]: unknown;
}

export const ok: ApiJson = { errcode: 0, errmsg: "ok" };

export const refuse = (errcode: number, errmsg = TEXTS[errcode] ?? "unknown error"): ApiJson => ({
	errcode,
	errmsg,
});
