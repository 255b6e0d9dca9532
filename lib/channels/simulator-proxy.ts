/** The way from the phone page to the simulator's control API, and to nothing else. */
import { z } from "zod";
import { isSimulated } from "@/lib/channels/simulated";
import { env } from "@/lib/env";
import { AppError, type ErrorCode } from "@/lib/errors";
import { SECOND_MS } from "@/lib/time";

/** A picture of 8 MB in base64 fits. */
export const CONTROL_BODY_MAX_BYTES = 12 * 1024 * 1024;

/** An attack or a repeated push waits for the console's own answer, which WeChat gives 5 s. */
const TIMEOUT_MS = 15 * SECOND_MS;

/** What the phone page needs. Of an account only the format of its pushes: where they go is not for everybody to say. */
const ALLOWED = [
	/^GET \/(accounts|users|clock|faults|log|pushes)$/,
	/^GET \/chat\/[\w-]{1,64}\/[\w-]{1,64}\/transcript$/,
	/^GET \/tool\/[\w-]{1,64}\/(agents|waiting|sessions)$/,
	/^GET \/media\/[\w-]{1,128}$/,
	/^POST \/(clock|faults|reset|users)$/,
	/^POST \/accounts\/[\w-]{1,64}\/format$/,
	/^POST \/chat\/[\w-]{1,64}\/[\w-]{1,64}\/(text|image|card|enter)$/,
	/^POST \/tool\/[\w-]{1,64}\/(agents|accept|reply|close)$/,
	/^POST \/pushes\/[\w-]{1,64}\/repeat$/,
	/^POST \/attacks\/[\w-]{1,64}\/wrong-(msg-)?signature$/,
	/^DELETE \/(log|faults|faults\/\d{1,9})$/,
];

export interface ControlCall {
	method: string;
	/** After `/_sim`, with its leading slash, not decoded. */
	path: string;
	/** With its question mark; may be empty. */
	search: string;
	body: Uint8Array | null;
}

/**
 * Passes a call on and answers as the simulator did: JSON, or a picture.
 * @throws AppError `not_found` when WeChat is not simulated on this machine or the phone has no such call,
 * `simulator_unreachable`, or what the simulator refused it with, its own code in the details
 */
export async function callSimulator({ method, path, search, body }: ControlCall): Promise<Response> {
	if (!isSimulated() || !ALLOWED.some((call) => call.test(`${method} ${path}`)))
		throw new AppError("not_found", { message: "no such call" });
	const { status, contentType, bytes } = await ask(`/_sim${path}${search}`, method, body);
	if (status >= 500)
		throw new AppError("simulator_unreachable", { message: `the simulator failed: ${status}` });
	if (status >= 400) throw refusal(status, bytes);
	const type = /^image\/(png|jpeg|gif|bmp)$/.test(contentType) ? contentType : "application/json";
	// Ids of pictures are never used again.
	const cacheControl = type === "application/json" ? "no-store" : "private, max-age=86400, immutable";
	return new Response(bytes, {
		headers: {
			"content-type": type,
			"cache-control": cacheControl,
			"content-security-policy": "sandbox; default-src 'none'",
		},
	});
}

const advanceSchema = z.object({ advanceSeconds: z.number().positive() });

/** By how many seconds a call that went well has moved the virtual clock on; 0 for any other call. */
export function advancedSeconds({ method, path, body }: ControlCall): number {
	if (method !== "POST" || path !== "/clock" || !body) return 0;
	const parsed = advanceSchema.safeParse(JSON.parse(Buffer.from(body).toString("utf8")));
	return parsed.success ? parsed.data.advanceSeconds : 0;
}

async function ask(pathAndSearch: string, method: string, body: Uint8Array | null) {
	try {
		const response = await fetch(new URL(pathAndSearch, env().WECHAT_API_URL), {
			method,
			headers: body ? { "content-type": "application/json" } : undefined,
			body: body ? Buffer.from(body) : undefined,
			redirect: "error",
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		const bytes = await response.arrayBuffer();
		return { status: response.status, contentType: response.headers.get("content-type") ?? "", bytes };
	} catch (cause) {
		throw new AppError("simulator_unreachable", { cause });
	}
}

const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const CODES: Record<number, ErrorCode> = { 404: "not_found", 409: "conflict", 413: "too_large" };

function refusal(status: number, bytes: ArrayBuffer): AppError {
	const parsed = refusalSchema.safeParse(parseJson(bytes));
	const { code, message } = parsed.success ? parsed.data.error : { code: "unknown", message: "refused" };
	return new AppError(CODES[status] ?? "bad_request", { message, details: { refusal: code } });
}

function parseJson(bytes: ArrayBuffer): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		// Not the simulator's own words; the status says enough.
		return null;
	}
}
