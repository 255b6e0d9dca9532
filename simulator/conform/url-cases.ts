import { queryTimestamp, withQuery } from "../push/build";
import { sign } from "../push/crypto";
import { type Answer, send } from "../push/request";
import { verifyPush } from "../push/verify";
import { type ConformCase, type Seen, shorten } from "./case";
import type { ConformContext } from "./context";
import type { Target } from "./target";

const byUrl = ({ hosting }: Target) => (hosting === "url" ? null : "cloud hosting has no URL check");
const byCloud = ({ hosting }: Target) => (hosting === "cloudrun" ? null : "only cloud hosting asks this");

async function check({ world, account }: ConformContext): Promise<Seen> {
	const { ok, status, body, reason, ms } = await verifyPush(world, account, account.push);
	return {
		ok,
		seen: `${reason ?? "right"}: status ${status} with ${shorten(body ?? "nothing")} in ${ms} ms`,
	};
}

/** A URL check with one thing wrong: the echo must not come back. */
const refused =
	(signature: (right: string) => string | null) =>
	async ({ world, account }: ConformContext): Promise<Seen> => {
		const { url, token } = account.push;
		const [timestamp, nonce, echostr] = [
			queryTimestamp(world, account),
			"1514711492",
			world.random.digits(19),
		];
		const signed = signature(sign(token, timestamp, nonce));
		const query: [string, string][] = [
			["timestamp", timestamp],
			["nonce", nonce],
			["echostr", echostr],
		];
		if (signed !== null) query.unshift(["signature", signed]);
		const timeoutMs = account.settings.pushTimeoutMs;
		const request = { method: "GET", url: withQuery(url, query), headers: { Accept: "*/*" }, timeoutMs };
		return withoutEcho(await send(request, world.inFlight), echostr);
	};

function withoutEcho(answer: Answer, echostr: string): Seen {
	if (answer.kind === "none") return { ok: false, seen: answer.detail };
	const body = answer.body.toString("utf8");
	const seen = `status ${answer.status} with ${shorten(body) || "nothing"}`;
	return { ok: answer.status < 500 && !body.includes(echostr), seen };
}

/** U: what the admin page does before it saves. */
export const urlCases: ConformCase[] = [
	{
		id: "U1",
		given: "the URL check, signed rightly",
		expected: "status 200 and the echostr, byte for byte, in time",
		unfit: byUrl,
		run: check,
	},
	{
		id: "U1.forged",
		given: "a URL check with a wrong signature",
		expected: "no echo, no 5xx",
		unfit: byUrl,
		run: refused((right) => right.replace(/^./, (first) => (first === "0" ? "1" : "0"))),
	},
	{
		id: "U1.unsigned",
		given: "a URL check without a signature",
		expected: "no echo, no 5xx",
		unfit: byUrl,
		run: refused(() => null),
	},
	{
		id: "U1.container",
		given: "CheckContainerPath of cloud hosting",
		expected: "status 200 and success or nothing, in time",
		unfit: byCloud,
		run: check,
	},
];
