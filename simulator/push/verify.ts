import type { Account, PushConfig, World } from "../state";
import { cloudHeaders, headersOf, queryTimestamp, withQuery } from "./build";
import { sign } from "./crypto";
import { type OutgoingRequest, send } from "./request";

export interface UrlCheck {
	ok: boolean;
	status: number | null;
	body: string | null;
	ms: number;
	reason: "timeout" | "status" | "mismatch" | "connect" | null;
}

/** What the admin page checks before it saves: the URL, or the container of cloud hosting. */
export const verifyPush = (world: World, account: Account, push: PushConfig): Promise<UrlCheck> =>
	push.hosting === "cloudrun" ? verifyContainer(world, account, push) : verifyUrl(world, account, push);

/** Cloud hosting asks for a word of the container: status 200 with `success` or nothing. */
async function verifyContainer(world: World, account: Account, push: PushConfig): Promise<UrlCheck> {
	const asked = { ...account, push };
	const body = Buffer.from(
		push.format === "json"
			? '{"action":"CheckContainerPath"}'
			: "<xml><action>CheckContainerPath</action></xml>",
	);
	const headers = { ...headersOf(asked), ...cloudHeaders(asked, null) };
	return check(world, account, { method: "POST", url: push.url, headers, body }, (answer) =>
		["", "success"].includes(answer.toString("utf8")),
	);
}

/** The URL check: the answer must be the echostr, byte for byte, in time. */
function verifyUrl(world: World, account: Account, push: PushConfig): Promise<UrlCheck> {
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
	const request = { method: "GET", url: withQuery(push.url, query), headers };
	return check(world, account, request, (body) => body.equals(Buffer.from(echostr)));
}

async function check(
	world: World,
	account: Account,
	request: Omit<OutgoingRequest, "timeoutMs">,
	isRight: (body: Buffer) => boolean,
): Promise<UrlCheck> {
	const timeoutMs = account.settings.pushTimeoutMs;
	const answer = await send({ ...request, timeoutMs }, world.inFlight);
	if (answer.kind === "none") {
		const reason = answer.reason === "timeout" ? "timeout" : "connect";
		return { ok: false, status: null, body: null, ms: answer.ms, reason };
	}
	const { status, ms } = answer;
	const body = answer.body.toString("utf8").slice(0, 1000);
	if (status !== 200) return { ok: false, status, body, ms, reason: "status" };
	const right = isRight(answer.body);
	return { ok: right, status, body, ms, reason: right ? null : "mismatch" };
}
