import { countCall, dayOf } from "../quota";
import type { Account } from "../state";
import { forceStableToken, issueClassic, stableToken, type Token } from "../tokens";
import { type ApiCall, type ApiReply, type Endpoint, readObject, refusal } from "./call";

/** `GET|POST /cgi-bin/token`, everything in the query. */
export const classicTokenEndpoint: Endpoint = (call) => {
	const account = checkCredentials(call, Object.fromEntries(call.query));
	if ("json" in account || "file" in account) return account;
	const overQuota = countCall(call.world, account, call.path);
	if (overQuota) return refusal(overQuota);
	return answer(call, issueClassic(call.world, account));
};

/** `POST /cgi-bin/stable_token`, everything in the body. */
export const stableTokenEndpoint: Endpoint = (call) => {
	if (call.method !== "POST") return refusal(43002);
	const body = readObject(call.body);
	if (typeof body === "number") return refusal(body);
	const account = checkCredentials(call, body);
	if ("json" in account || "file" in account) return account;
	const overQuota = countCall(call.world, account, call.path);
	if (overQuota) return refusal(overQuota);
	if (body.force_refresh !== true) return answer(call, stableToken(call.world, account));
	const forced = forceStableToken(call.world, account, dayOf(call.world.clock.now()));
	if (forced) return answer(call, forced);
	const { forcedTooOften } = account.settings;
	if (forcedTooOften !== "same") return refusal(Number(forcedTooOften));
	return answer(call, account.tokens.stable ?? stableToken(call.world, account));
};

function answer({ world }: ApiCall, token: Token): ApiReply {
	const seconds = Math.max(0, Math.ceil((token.expiresAt - world.clock.now()) / 1000));
	return { json: { access_token: token.token, expires_in: seconds } };
}

function checkCredentials(call: ApiCall, given: Record<string, unknown>): Account | ApiReply {
	if (given.grant_type !== "client_credential") return refusal(40002);
	if (!given.appid) return refusal(41002);
	const account = call.world.accounts.get(String(given.appid));
	if (!account) return refusal(40013);
	if (!given.secret) return refusal(41004);
	if (given.secret !== account.secret) return refusal(account.settings.wrongSecretCode);
	if (account.secretFrozen) return refusal(40243);
	const { peer } = call;
	if (account.ipWhitelist && !account.ipWhitelist.includes(peer)) {
		return refusal(40164, `invalid ip ${peer} ipv6 ::ffff:${peer}, not in whitelist`);
	}
	return account;
}
