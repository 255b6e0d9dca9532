import type { Account, PushConfig, World } from "../state";
import { queryTimestamp, withQuery } from "./build";
import { sign } from "./crypto";
import { send } from "./request";

export interface UrlCheck {
	ok: boolean;
	status: number | null;
	body: string | null;
	ms: number;
	reason: "timeout" | "status" | "mismatch" | "connect" | null;
}

/** The URL check of the admin page: the answer must be the echostr, byte for byte, in time. */
export async function verifyUrl(world: World, account: Account, push: PushConfig): Promise<UrlCheck> {
	const timestamp = queryTimestamp(world, account);
	const nonce = world.random.digits(8 + Math.floor(world.random.float() * 3));
	const echostr = world.random.digits(19);
	const query: [string, string][] = [
		["signature", sign(push.token, timestamp, nonce)],
		["timestamp", timestamp],
		["nonce", nonce],
		["echostr", echostr],
	];
	const headers = { "User-Agent": account.settings.userAgent, Accept: "*/*" };
	const timeoutMs = account.settings.pushTimeoutMs;
	const request = { method: "GET", url: withQuery(push.url, query), headers, timeoutMs };
	const answer = await send(request, world.inFlight);
	if (answer.kind === "none") {
		const reason = answer.reason === "timeout" ? "timeout" : "connect";
		return { ok: false, status: null, body: null, ms: answer.ms, reason };
	}
	const { status, ms } = answer;
	const body = answer.body.toString("utf8").slice(0, 1000);
	if (status !== 200) return { ok: false, status, body, ms, reason: "status" };
	const same = answer.body.equals(Buffer.from(echostr));
	return { ok: same, status, body, ms, reason: same ? null : "mismatch" };
}
