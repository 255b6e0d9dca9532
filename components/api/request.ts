import { ERROR_STATUS, type ErrorCode } from "@/lib/errors";
import { SECOND_MS } from "@/lib/time";
import { agentHeader } from "./page-agent";

/** What the console's own API said no to, or that it could not be reached (`network`). */
export class RequestError extends Error {
	readonly code: ErrorCode | "network";
	/** HTTP status; 0 when there was no answer. */
	readonly status: number;
	readonly details: Record<string, unknown>;

	constructor(
		code: ErrorCode | "network",
		status: number,
		details: Record<string, unknown> = {},
		cause?: unknown,
	) {
		super(code, { cause });
		this.name = "RequestError";
		this.code = code;
		this.status = status;
		this.details = details;
	}

	/** True when the same request may well succeed later: nothing was decided about it. */
	get passing(): boolean {
		return this.status === 0 || this.status === 401 || this.status === 429 || this.status >= 500;
	}
}

interface Answer {
	status: number;
	/** What time the server says it is, in ms; null when it does not say. */
	serverMs: number | null;
}

const watchers = new Set<(answer: Answer) => void>();

/** Tells of every answer of the API: the clock follows its time, the session guard its 401. Returns how to stop. */
export function watchAnswers(watcher: (answer: Answer) => void): () => void {
	watchers.add(watcher);
	return () => watchers.delete(watcher);
}

interface RequestOptions {
	method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	body?: unknown;
	/** Lets the request outlive the page, for what is saved on leaving. */
	keepalive?: boolean;
	/** No answer in this time counts as no network. */
	timeoutMs?: number;
}

const TIMEOUT_MS = 15 * SECOND_MS;

/** Asks the console's own API. Resolves with the parsed answer, throws RequestError. */
export async function request<Result>(
	path: string,
	{ method = "GET", body, keepalive, timeoutMs = TIMEOUT_MS }: RequestOptions = {},
): Promise<Result> {
	let response: Response;
	try {
		response = await fetch(path, {
			method,
			keepalive,
			signal: AbortSignal.timeout(timeoutMs),
			headers: { ...agentHeader(), ...(body !== undefined && { "content-type": "application/json" }) },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
	} catch (cause) {
		throw new RequestError("network", 0, {}, cause);
	}
	tellAnswer(response.status, response.headers.get("date"));
	const parsed: unknown = await response.json().catch(() => null);
	// Both sides share these shapes by type, and the server has parsed what it sends.
	if (response.ok) return parsed as Result;
	throw toRequestError(response.status, parsed);
}

/** Tells those who watch of an answer and of the server's time, its `Date` header. */
export function tellAnswer(status: number, dateHeader: string | null): void {
	const date = Date.parse(dateHeader ?? "");
	for (const watcher of watchers) watcher({ status, serverMs: Number.isNaN(date) ? null : date });
}

/** The error an answer tells of; `internal` when it is none of ours. */
export function toRequestError(status: number, body: unknown): RequestError {
	const error = isRecord(body) && isRecord(body.error) ? body.error : {};
	const code = typeof error.code === "string" && isErrorCode(error.code) ? error.code : "internal";
	return new RequestError(code, status, isRecord(error.details) ? error.details : {});
}

const isErrorCode = (code: string): code is ErrorCode => code in ERROR_STATUS;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null;
