/** Calling WeChat's and WeCom's HTTP API, and telling "WeChat said no" from "no answer was had". */
import type { z } from "zod";
import { parseJson } from "@/lib/wechat/json";
import { toRequestBody } from "@/lib/wechat/request-body";

const MAX_ANSWER_BYTES = 1024 * 1024;

/** Codes and system calls of failures before a connection stood. */
const NOT_CONNECTED_CODES = ["ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"];
const NOT_CONNECTED_SYSCALLS = ["connect", "getaddrinfo"];

/** Parameters that must never be seen in an error. */
const SECRET_NAMES = ["access_token", "secret", "corpsecret"];

/** WeChat answered, and the answer is no. `errmsg` is WeChat's own text. */
export class WechatApiError extends Error {
	readonly errcode: number;
	readonly errmsg: string;
	/** WeChat's id of the request, good for 7 days of asking; null when it gave none. */
	readonly rid: string | null;
	/** Path of the call, without query. */
	readonly api: string;

	constructor({ errcode, errmsg, api }: { errcode: number; errmsg: string; api: string }) {
		super(`${api} answered ${errcode} ${errmsg}`);
		this.name = "WechatApiError";
		this.errcode = errcode;
		this.errmsg = errmsg;
		this.rid = /\brid: ?([0-9a-f]+(?:-[0-9a-f]+)+)/i.exec(errmsg)?.[1] ?? null;
		this.api = api;
	}
}

/** No usable answer. `sent` false: nothing left this host. True: WeChat may have done what was asked. */
export class WechatNetworkError extends Error {
	readonly sent: boolean;
	readonly api: string;

	constructor({ sent, api, reason }: { sent: boolean; api: string; reason: string }) {
		super(`${api}: ${reason}`);
		this.name = "WechatNetworkError";
		this.sent = sent;
		this.api = api;
	}
}

export interface WechatCall<Schema extends z.ZodType> {
	/** "https://api.weixin.qq.com" or the simulator. */
	baseUrl: string;
	/** Begins with "/"; without query. */
	path: string;
	/** Holds the access token, where one is needed. */
	query?: Record<string, string>;
	/** Sent as JSON by POST; without it the call is a GET. */
	body?: Record<string, unknown>;
	/** For the whole call. */
	timeoutMs: number;
	/** What the answer must hold. */
	schema: Schema;
}

/**
 * One call, no retry; the answer parsed by `schema`.
 * @throws WechatApiError when WeChat answered with an errcode other than 0
 * @throws WechatNetworkError when there was no answer, or none that can be read
 */
export async function callWechat<Schema extends z.ZodType>(
	call: WechatCall<Schema>,
): Promise<z.output<Schema>> {
	const signal = AbortSignal.timeout(call.timeoutMs);
	const response = await send(call, signal);
	const text = await readAnswer(call, response);
	const answer = parseAnswer(call, response, text);
	const errcode = toErrcode(answer.errcode);
	if (errcode === null) throw failed(call, true, "answer with an unreadable errcode");
	if (errcode !== 0) {
		throw new WechatApiError({
			errcode,
			errmsg: withoutSecrets(call, String(answer.errmsg ?? "")),
			api: call.path,
		});
	}
	const parsed = call.schema.safeParse(answer);
	if (!parsed.success) {
		const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
		throw failed(call, true, `answer without a valid ${fields}`);
	}
	return parsed.data;
}

async function send(call: WechatCall<z.ZodType>, signal: AbortSignal): Promise<Response> {
	const url = toUrl(call);
	const body = call.body && toRequestBody(call.body);
	try {
		return await fetch(url, {
			...(body && {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: body.blob,
			}),
			// WeChat never redirects, and a redirect would carry the token to another host. It also keeps fetch
			// from copying the body: see toRequestBody.
			redirect: "error",
			signal,
		});
	} catch (error) {
		const sent = !isNotConnected(error) && (body?.wasRead() ?? true);
		// No cause: it may hold the address, and the address holds the token.
		throw failed(call, sent, reasonOf(error));
	}
}

function toUrl(call: WechatCall<z.ZodType>): URL {
	if (!URL.canParse(call.path, call.baseUrl)) throw failed(call, false, "base URL is not a URL");
	const url = new URL(call.path, call.baseUrl);
	for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
	return url;
}

async function readAnswer(call: WechatCall<z.ZodType>, response: Response): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	try {
		const reader = response.body?.getReader();
		while (reader && bytes <= MAX_ANSWER_BYTES) {
			const { done, value } = await reader.read();
			if (done) break;
			chunks.push(value);
			bytes += value.length;
		}
		if (bytes > MAX_ANSWER_BYTES) await reader?.cancel();
	} catch (error) {
		throw failed(call, true, `answer broke off: ${reasonOf(error)}`);
	}
	if (bytes > MAX_ANSWER_BYTES) throw failed(call, true, "answer over 1 MiB");
	return Buffer.concat(chunks).toString("utf8");
}

function parseAnswer(call: WechatCall<z.ZodType>, response: Response, text: string): Record<string, unknown> {
	const status = `HTTP ${response.status}`;
	// A gateway's page, even when it is JSON, says nothing about what WeChat behind it has done.
	if (response.status >= 500) throw failed(call, true, status);
	let answer: Record<string, unknown>;
	try {
		answer = parseJson(text);
	} catch {
		throw failed(call, true, `${status}, answer is not a JSON object`);
	}
	if (!response.ok && answer.errcode === undefined) throw failed(call, true, status);
	return answer;
}

/** 0 when there is none: several of WeChat's success answers have no errcode. Null when it is no number. */
function toErrcode(value: unknown): number | null {
	if (value === undefined) return 0;
	if (typeof value === "number" && Number.isInteger(value)) return value;
	return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : null;
}

function isNotConnected(error: unknown): boolean {
	const cause = error instanceof Error ? error.cause : undefined;
	// One failure for each address of the host.
	const attempts = cause instanceof AggregateError ? cause.errors : [cause];
	return attempts.every((attempt) => {
		const { code, syscall } = (attempt ?? {}) as { code?: unknown; syscall?: unknown };
		return NOT_CONNECTED_CODES.includes(String(code)) || NOT_CONNECTED_SYSCALLS.includes(String(syscall));
	});
}

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return "no answer";
	if (error.name === "TimeoutError") return "no answer in time";
	const code = (error.cause as { code?: unknown } | undefined)?.code;
	return typeof code === "string" ? code : "connection lost";
}

function withoutSecrets(call: WechatCall<z.ZodType>, text: string): string {
	return SECRET_NAMES.flatMap((name) => [call.query?.[name], call.body?.[name]])
		.filter((secret) => typeof secret === "string" && secret !== "")
		.reduce<string>((rest, secret) => rest.replaceAll(String(secret), "***"), text);
}

const failed = (call: WechatCall<z.ZodType>, sent: boolean, reason: string): WechatNetworkError =>
	new WechatNetworkError({ sent, api: call.path, reason });
