/** Calling WeChat's and WeCom's HTTP API, and telling "WeChat said no" from "no answer was had". */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { type Answer, exchange, type WechatRequest } from "@/lib/wechat/exchange";
import { parseJson } from "@/lib/wechat/json";

const MAX_JSON_BYTES = 1024 * 1024;
/** A refusal in place of a file has two fields; whatever is longer is the file. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/** Parameters that must never be seen in an error. */
const SECRET_NAMES = ["access_token", "secret", "appsecret", "corpsecret"];

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

export interface WechatCall<Schema extends z.ZodType> extends WechatRequest {
	/** What the answer must hold. */
	schema: Schema;
}

/**
 * One call, no retry; the answer, JSON, parsed by `schema`.
 * @throws WechatApiError when WeChat answered with an errcode other than 0
 * @throws WechatNetworkError when there was no answer, or none that can be read
 */
export async function callWechat<Schema extends z.ZodType>(
	call: WechatCall<Schema>,
): Promise<z.output<Schema>> {
	const answer = await answerOf(call, MAX_JSON_BYTES);
	if (answer.isCut) throw failed(call, "answer over 1 MiB");
	const fields = parseAnswer(call, answer);
	throwRefusal(call, fields);
	const parsed = call.schema.safeParse(fields);
	if (!parsed.success) {
		const names = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
		throw failed(call, `answer without a valid ${names}`);
	}
	return parsed.data;
}

/**
 * One call that is answered with a file. WeChat refuses such a call with status 200 and JSON under any content
 * type, so an answer that is a JSON object with an errcode is no file.
 * @throws WechatApiError when WeChat answered with an errcode
 * @throws WechatNetworkError when there was no answer, or an empty one
 * @throws AppError `too_large` when the file is over `maxBytes`; the rest is not read
 */
export async function downloadFromWechat(
	request: WechatRequest & { maxBytes: number },
): Promise<{ bytes: Uint8Array; contentType: string | null }> {
	const { maxBytes } = request;
	const answer = await answerOf(request, Math.max(maxBytes, MAX_REFUSAL_BYTES));
	const { status, bytes, contentType } = answer;
	const fields = bytes.length <= MAX_REFUSAL_BYTES ? findJson(bytes) : null;
	if (fields?.errcode !== undefined) {
		throwRefusal(request, fields);
		throw failed(request, "errcode 0 in place of a file");
	}
	if (status !== 200) throw failed(request, `HTTP ${status}`);
	if (bytes.length > maxBytes) {
		throw new AppError("too_large", {
			message: `${request.path}: over ${maxBytes} bytes`,
			details: { maxBytes },
		});
	}
	if (bytes.length === 0) throw failed(request, "empty answer");
	return { bytes, contentType };
}

async function answerOf(request: WechatRequest, maxBytes: number): Promise<Answer> {
	const answer = await exchange(request, maxBytes);
	if ("reason" in answer) throw new WechatNetworkError({ ...answer, api: request.path });
	// A gateway's page, even when it is JSON, says nothing about what WeChat behind it has done.
	if (answer.status >= 500) throw failed(request, `HTTP ${answer.status}`);
	return answer;
}

function parseAnswer(request: WechatRequest, { status, bytes }: Answer): Record<string, unknown> {
	let fields: Record<string, unknown>;
	try {
		fields = parseJson(bytes.toString("utf8"));
	} catch {
		throw failed(request, `HTTP ${status}, answer is not a JSON object`);
	}
	const isOk = status >= 200 && status < 300;
	if (!isOk && fields.errcode === undefined) throw failed(request, `HTTP ${status}`);
	return fields;
}

function findJson(bytes: Buffer): Record<string, unknown> | null {
	try {
		return parseJson(bytes.toString("utf8"));
	} catch {
		return null;
	}
}

/** Nothing when `fields` are a success: errcode 0, or none, as several of WeChat's success answers have it. */
function throwRefusal(request: WechatRequest, fields: Record<string, unknown>): void {
	const errcode = toErrcode(fields.errcode);
	if (errcode === null) throw failed(request, "answer with an unreadable errcode");
	if (errcode === 0) return;
	const errmsg = withoutSecrets(request, String(fields.errmsg ?? ""));
	throw new WechatApiError({ errcode, errmsg, api: request.path });
}

/** Null when it is no number. */
function toErrcode(value: unknown): number | null {
	if (value === undefined) return 0;
	if (typeof value === "number" && Number.isInteger(value)) return value;
	return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : null;
}

function withoutSecrets({ query, body }: WechatRequest, text: string): string {
	return SECRET_NAMES.flatMap((name) => [query?.[name], body?.[name]])
		.filter((secret) => typeof secret === "string" && secret !== "")
		.reduce<string>((rest, secret) => rest.replaceAll(String(secret), "***"), text);
}

/** WeChat was reached, and what it answered says nothing. */
const failed = ({ path }: WechatRequest, reason: string): WechatNetworkError =>
	new WechatNetworkError({ sent: true, api: path, reason });
