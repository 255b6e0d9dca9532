/** One access token a channel, shared by all processes through its row, fetched by one of them at a time. */
import type { ChannelAccount } from "@/lib/channels/channel";
import { type Queryable, rows, transaction } from "@/lib/db";
import { env } from "@/lib/env";
import { seal, unseal } from "@/lib/secrets";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";
import { WechatApiError } from "@/lib/wechat/api";
import { fetchStableToken } from "@/lib/wechat/miniprogram/token";

/** Within it WeChat hands out a new token while the old one still works. */
const REFRESH_BEFORE_MS = 5 * MINUTE_MS;
const TIMEOUT_MS = 5 * SECOND_MS;
/** A forced refresh kills the token for everybody else who uses it. WeChat allows 20 a day, 30 s apart; we keep well below. */
const FORCED = { gapSeconds: 60, perDay: 5 };

const inFlight = new Map<string, Promise<string>>();

/**
 * A token that should work. `deadToken` is one that WeChat just refused (40001, 40014, 42001): it is replaced, once,
 * however many callers bring it; when another process has replaced it already, theirs is taken. When WeChat insists on
 * the dead one and may not be forced to another now, that one is answered again.
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
	const obtained = await transaction(async (tx) => {
		await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('access_token:' || $1, 0))", [account.id]);
		const renewed = await read(account.id, tx);
		if (renewed && renewed !== deadToken) return { token: renewed };
		// Answered, not thrown: that a refresh was forced must be kept although it failed.
		return replace(account, deadToken, tx).then(
			(token) => ({ token }),
			(error: unknown) => ({ error }),
		);
	});
	if ("error" in obtained) throw obtained.error;
	return obtained.token;
}

async function replace(
	account: ChannelAccount,
	deadToken: string | undefined,
	tx: Queryable,
): Promise<string> {
	const token = await fetchAndStore(account, false, tx);
	// The same one again although it is dead: only a forced refresh gives another.
	if (token !== deadToken || !(await mayForce(account.id, tx))) return token;
	try {
		return await fetchAndStore(account, true, tx);
	} catch (error) {
		// WeChat counts forced refreshes of everybody who knows the secret: no quota of ours is used up.
		if (error instanceof WechatApiError) return token;
		throw error;
	}
}

async function fetchAndStore(
	{ id, appId, appSecret }: ChannelAccount,
	forceRefresh: boolean,
	tx: Queryable,
): Promise<string> {
	const baseUrl = env().WECHAT_API_URL;
	const request = { baseUrl, appId, appSecret, forceRefresh, timeoutMs: TIMEOUT_MS };
	const { accessToken, expiresInSeconds } = await fetchStableToken(request);
	await tx.query(
		`INSERT INTO access_tokens (channel_id, token, expires_at, fetched_at)
		 VALUES ($1, $2, now() + make_interval(secs => $3), now())
		 ON CONFLICT (channel_id) DO UPDATE SET token = EXCLUDED.token, expires_at = EXCLUDED.expires_at, fetched_at = now()`,
		[id, seal(accessToken), expiresInSeconds],
	);
	return accessToken;
}

/** Counts a forced refresh, or says that it is too early for another. Days are WeChat's, of UTC+8. */
async function mayForce(channelId: string, tx: Queryable): Promise<boolean> {
	const isToday =
		"(forced_at AT TIME ZONE INTERVAL '+08:00')::date = (now() AT TIME ZONE INTERVAL '+08:00')::date";
	const allowed = await rows(
		{
			text: `UPDATE access_tokens SET forced_at = now(),
					forced_count = CASE WHEN ${isToday} THEN forced_count ELSE 0 END + 1
				WHERE channel_id = $1 AND (forced_at IS NULL OR forced_at <= now() - make_interval(secs => $2))
					AND (forced_at IS NULL OR NOT ${isToday} OR forced_count < $3)
				RETURNING channel_id`,
			values: [channelId, FORCED.gapSeconds, FORCED.perDay],
		},
		tx,
	);
	return allowed.length > 0;
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
