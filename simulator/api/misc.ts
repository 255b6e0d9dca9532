import { dayOf, limitsOf, usageOf } from "../quota";
import type { Account, World } from "../state";
import { type ApiReply, authorised, type Endpoint, readObject, refusal } from "./call";
import { ok } from "./errors";
import { isApiPath } from "./paths";

export const callbackIpEndpoint: Endpoint = authorised({ post: false }, () => ({
	json: { ip_list: ["127.0.0.1", "101.226.103.0/25"] },
}));

export const apiIpEndpoint: Endpoint = authorised({ post: false }, () => ({
	json: { ip_list: ["127.0.0.1"] },
}));

export const callbackCheckEndpoint: Endpoint = authorised({ post: true }, ({ body }, account) => {
	const asked = readObject(body);
	if (typeof asked === "number") return refusal(asked);
	if (!account.push.enabled) return refusal(40201);
	if (!["dns", "ping", "all"].includes(String(asked.action))) return refusal(40202);
	const operators = ["CHINANET", "UNICOM", "CAP", "DEFAULT"];
	if (!operators.includes(String(asked.check_operator ?? "DEFAULT"))) return refusal(40203);
	const dns = [{ ip: "127.0.0.1", real_operator: "DEFAULT" }];
	const ping = [{ ip: "127.0.0.1", from_operator: "DEFAULT", package_loss: "0%", time: "1ms" }];
	return {
		json: { ...(asked.action !== "ping" ? { dns } : {}), ...(asked.action !== "dns" ? { ping } : {}) },
	};
});

export const quotaGetEndpoint: Endpoint = authorised({ post: true }, ({ world, body }, account) => {
	const asked = readObject(body);
	if (typeof asked === "number") return refusal(asked);
	const path = String(asked.cgi_path ?? "");
	if (!path.startsWith("/")) return refusal(account.settings.quotaBadPathCode);
	if (!isApiPath(path)) return refusal(76021);
	const { daily, perMinute } = limitsOf(account, path);
	const { usedToday } = usageOf(world, account, path);
	const quota = { daily_limit: daily, used: usedToday, remain: Math.max(0, daily - usedToday) };
	const rate = perMinute === null ? {} : { rate_limit: { call_count: perMinute, refresh_second: 60 } };
	return { json: { errcode: 0, errmsg: "ok", quota, ...rate } };
});

export const clearQuotaEndpoint: Endpoint = authorised({ post: true }, ({ world, body }, account) => {
	const asked = readObject(body);
	if (typeof asked === "number") return refusal(asked);
	return asked.appid === account.appid ? clearQuota(world, account) : refusal(40013);
});

/** With the AppSecret instead of a token, for when the token quota itself is used up. */
export const clearQuotaV2Endpoint: Endpoint = ({ world, method, body, query }) => {
	if (method !== "POST") return refusal(43002);
	const parsed = readObject(body);
	const asked = typeof parsed === "number" ? Object.fromEntries(query) : parsed;
	const account = world.accounts.get(String(asked.appid));
	if (!account) return refusal(40013);
	if (asked.appsecret !== account.secret) return refusal(40125);
	return clearQuota(world, account);
};

const CLEARS_PER_MONTH = 10;

function clearQuota(world: World, account: Account): ApiReply {
	const month = new Date(dayOf(world.clock.now()) * 86_400_000).toISOString().slice(0, 7);
	if (account.quotaClears.month !== month) account.quotaClears = { month, used: 0 };
	if (account.quotaClears.used >= CLEARS_PER_MONTH) return refusal(48006);
	account.quotaClears.used++;
	account.usage.clear();
	return { json: ok };
}

const RID_KEPT_MS = 7 * 86_400_000;

export const ridGetEndpoint: Endpoint = authorised({ post: true }, ({ world, body }, account) => {
	const asked = readObject(body);
	if (typeof asked === "number") return refusal(asked);
	const rid = String(asked.rid ?? "");
	if (!/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/.test(rid)) return refusal(76002);
	const found = world.rids.get(rid);
	if (!found) return refusal(76001);
	if (found.appid !== account.appid) return refusal(76003);
	if (world.clock.now() - found.at > RID_KEPT_MS) return refusal(76004);
	const request = { invoke_time: Math.floor(found.at / 1000), request_body: found.request };
	return { json: { errcode: 0, errmsg: "ok", request: { ...request, response_body: found.response } } };
});
