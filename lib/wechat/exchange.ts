/** One HTTP exchange with WeChat or WeCom, below what the answer means. */
import { type RequestBody, toFileBody, toJsonBody, type UploadFile } from "@/lib/wechat/request-body";

/** Codes and system calls of failures before a connection stood. */
const NOT_CONNECTED_CODES = ["ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"];
const NOT_CONNECTED_SYSCALLS = ["connect", "getaddrinfo"];

export interface WechatRequest {
	/** "https://api.weixin.qq.com" or the simulator. */
	baseUrl: string;
	/** Begins with "/"; without query. */
	path: string;
	/** Holds the access token, where one is needed. */
	query?: Record<string, string>;
	/** Sent as JSON by POST. */
	body?: Record<string, unknown>;
	/** Sent as multipart/form-data by POST, instead of `body`. Without either the call is a GET. */
	file?: UploadFile;
	/** For the whole call. */
	timeoutMs: number;
}

export interface Answer {
	status: number;
	/** The header as it came; null when there was none. */
	contentType: string | null;
	bytes: Buffer;
	/** The answer went on beyond the bytes asked for: it was hung up on, and `bytes` are its beginning. */
	isCut: boolean;
}

/** No answer was had. `sent` false: nothing left this host. `reason` holds no secret. */
export interface NoAnswer {
	sent: boolean;
	reason: string;
}

/** Never throws, never follows a redirect, reads hardly more than `maxBytes` of the answer. */
export async function exchange(request: WechatRequest, maxBytes: number): Promise<Answer | NoAnswer> {
	if (!URL.canParse(request.path, request.baseUrl)) return { sent: false, reason: "base URL is not a URL" };
	const body = await toBody(request);
	const signal = AbortSignal.timeout(request.timeoutMs);
	let response: Response;
	try {
		response = await fetch(toUrl(request), {
			...(body && { method: "POST", headers: { "content-type": body.contentType }, body: body.blob }),
			// WeChat never redirects, and a redirect would carry the token to another host. It also keeps fetch
			// from copying the body: see request-body.ts.
			redirect: "error",
			signal,
		});
	} catch (error) {
		return { sent: !isNotConnected(error) && (body?.wasRead() ?? true), reason: reasonOf(error) };
	}
	try {
		const contentType = response.headers.get("content-type");
		return { status: response.status, contentType, ...(await readAnswer(response, maxBytes)) };
	} catch (error) {
		return { sent: true, reason: `answer broke off: ${reasonOf(error)}` };
	}
}

async function toBody({ body, file }: WechatRequest): Promise<RequestBody | undefined> {
	if (file) return toFileBody(file);
	return body && toJsonBody(body);
}

function toUrl({ baseUrl, path, query = {} }: WechatRequest): URL {
	const url = new URL(path, baseUrl);
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	return url;
}

async function readAnswer(response: Response, maxBytes: number): Promise<Pick<Answer, "bytes" | "isCut">> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	const reader = response.body?.getReader();
	while (reader && size <= maxBytes) {
		const { done, value } = await reader.read();
		if (done) break;
		chunks.push(value);
		size += value.length;
	}
	const isCut = size > maxBytes;
	if (isCut) await reader?.cancel();
	return { bytes: Buffer.concat(chunks), isCut };
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

/** Never the error's own text: it may hold the address, and the address holds the token. */
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return "no answer";
	if (error.name === "TimeoutError") return "no answer in time";
	const code = (error.cause as { code?: unknown } | undefined)?.code;
	return typeof code === "string" ? code : "connection lost";
}
