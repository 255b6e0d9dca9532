import { z } from "zod";
import { callWechat } from "@/lib/wechat/api";

const tokenAnswerSchema = z.object({
	access_token: z.string().min(1),
	expires_in: z.coerce.number().int().positive(),
});

/** As errors name the call: what is refused there is the account's credential, never a message. */
export const STABLE_TOKEN_API = "/cgi-bin/stable_token";

interface StableTokenRequest {
	baseUrl: string;
	appId: string;
	appSecret: string;
	/** Kills the token in use at once; WeChat allows 20 a day, 30 s apart. */
	forceRefresh: boolean;
	timeoutMs: number;
}

/**
 * The account's stable token. Without `forceRefresh` WeChat gives the same token until its last 5 minutes, so
 * asking too often harms nothing. Throws as `callWechat`. WeChat page: "getStableAccessToken".
 */
export async function fetchStableToken({
	baseUrl,
	appId,
	appSecret,
	forceRefresh,
	timeoutMs,
}: StableTokenRequest): Promise<{ accessToken: string; expiresInSeconds: number }> {
	const answer = await callWechat({
		baseUrl,
		path: STABLE_TOKEN_API,
		body: {
			grant_type: "client_credential",
			appid: appId,
			secret: appSecret,
			force_refresh: forceRefresh,
		},
		timeoutMs,
		schema: tokenAnswerSchema,
	});
	return { accessToken: answer.access_token, expiresInSeconds: answer.expires_in };
}
