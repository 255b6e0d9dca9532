/** One access token a channel, shared by all processes through its row, fetched by one of them at a time. */
import type { ChannelAccount } from "@/lib/channels/channel";
import { type Queryable, rows, transaction } from "@/lib/db";
import { env } from "@/lib/env";
import { seal, unseal } from "@/lib/secrets";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";
import { fetchStableToken } from "@/lib/wechat/miniprogram/token";

/** Within it WeChat hands out a new token while the old one still works. */
const REFRESH_BEFORE_MS = 5 * MINUTE_MS;
const TIMEOUT_MS = 5 * SECOND_MS;

const inFlight = new Map<string, Promise<string>>();

/**
 * A token that should work. `deadToken` is one that WeChat just refused (40001, 40014, 42001): it is replaced, once,
 * however many callers bring it; when another process has replaced it already, theirs is taken.
 * The page: getStableAccessToken. @throws WechatApiError, WechatNetworkError
 */
export function getAccessToken(account: ChannelAccount, deadToken?: string): Promise<string> {
	const flight = `${account.id}\n${deadToken ?? ""}`;
	const running = inFlight.get(flight);
	if (running) return running;
	const token = obtain(account, deadToken).finally(() => inFlight.delete(flight));
	inFlight.set(flight, token);
	return token;
}

async function obtain(account: ChannelAccount, deadToken: string | undefined): Promise<string> {
	const known = await read(account.id);
	if (known && known !== deadToken) return known;
	return transaction(async (tx) => {
		await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('access_token:' || $1, 0))", [account.id]);
		const renewed = await read(account.id, tx);
		if (renewed && renewed !== deadToken) return renewed;
		return fetchAndStore(account, deadToken, tx);
	});
}

async function fetchAndStore(
	account: ChannelAccount,
	deadToken: string | undefined,
	tx: Queryable,
): Promise<string> {
	const request = {
		baseUrl: env().WECHAT_API_URL,
		appId: account.appId,
		appSecret: account.appSecret,
		timeoutMs: TIMEOUT_MS,
	};
	let fresh = await fetchStableToken({ ...request, forceRefresh: false });
	// The same one again although it is dead: only a forced refresh gives another.
	if (fresh.accessToken === deadToken) fresh = await fetchStableToken({ ...request, forceRefresh: true });
	await tx.query(
		`INSERT INTO access_tokens (channel_id, token, expires_at, fetched_at)
		 VALUES ($1, $2, now() + make_interval(secs => $3), now())
		 ON CONFLICT (channel_id) DO UPDATE SET token = EXCLUDED.token, expires_at = EXCLUDED.expires_at, fetched_at = now()`,
		[account.id, seal(fresh.accessToken), fresh.expiresInSeconds],
	);
	return fresh.accessToken;
}

/** The stored token unless it is about to end. */
async function read(channelId: string, on?: Queryable): Promise<string | null> {
	const [stored] = await rows<{ token: Buffer }>(
		{
			text: "SELECT token FROM access_tokens WHERE channel_id = $1 AND expires_at > now() + make_interval(secs => $2)",
			values: [channelId, REFRESH_BEFORE_MS / SECOND_MS],
		},
		on,
	);
	return stored ? unseal(stored.token).toString("utf8") : null;
}
