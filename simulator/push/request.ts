import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";

const MAX_ANSWER_BYTES = 1024 * 1024;

export interface OutgoingRequest {
	method: string;
	url: string;
	headers: Record<string, string>;
	body?: Buffer;
	timeoutMs: number;
	/** Send without Content-Length. */
	chunked?: boolean;
	/** Keeps a connection that timed out open for so long, to hear the answer that came too late. */
	linger?: { keepMs: number; onLate: (answer: LateAnswer) => void };
}

export interface LateAnswer {
	status: number;
	body: string;
	ms: number;
}

export type Answer =
	| { kind: "answer"; status: number; headers: IncomingHttpHeaders; body: Buffer; ms: number }
	| { kind: "none"; reason: "timeout" | "connect" | "reset"; detail: string; ms: number };

/** Requests under way, so that closing the simulator can end them. */
export type InFlight = Set<ClientRequest>;

/**
 * One HTTP request on a connection of its own: no redirects, no cookies. It always resolves; no complete answer
 * within `timeoutMs` (real time) closes the connection, as WeChat does.
 */
export function send(input: OutgoingRequest, inFlight: InFlight): Promise<Answer> {
	const startedAt = performance.now();
	const ms = () => Math.round((performance.now() - startedAt) * 10) / 10;
	return new Promise((resolve) => {
		const open = input.url.startsWith("https:") ? httpsRequest : httpRequest;
		let connected = false;
		let timedOut = false;
		let over: NodeJS.Timeout | undefined;
		const finish = (answer: Answer) => {
			clearTimeout(timer);
			clearTimeout(over);
			inFlight.delete(request);
			resolve(answer);
		};
		const none = (reason: "timeout" | "connect" | "reset", detail: string) =>
			finish({ kind: "none", reason, detail, ms: ms() });
		const request = open(input.url, {
			method: input.method,
			headers: headersWithLength(input),
			agent: false,
		});
		const { keepMs = 0, onLate } = input.linger ?? {};
		const timer = setTimeout(() => {
			timedOut = true;
			const detail = `no complete answer within ${input.timeoutMs} ms`;
			if (keepMs > 0) {
				resolve({ kind: "none", reason: "timeout", detail, ms: ms() });
				over = setTimeout(() => request.destroy(), keepMs).unref();
				return;
			}
			none("timeout", detail);
			request.destroy();
		}, input.timeoutMs);
		inFlight.add(request);
		request.on("socket", (socket) => socket.once("connect", () => (connected = true)));
		request.on("error", (error) => none(connected ? "reset" : "connect", error.message));
		request.on("response", (response) => {
			const chunks: Buffer[] = [];
			let size = 0;
			response.on("data", (chunk: Buffer) => {
				size += chunk.length;
				if (size <= MAX_ANSWER_BYTES) chunks.push(chunk);
			});
			response.on("error", (error) => none("reset", error.message));
			response.on("end", () => {
				const { statusCode: status = 0, headers } = response;
				const body = Buffer.concat(chunks);
				if (timedOut) onLate?.({ status, body: body.toString("utf8").slice(0, 1000), ms: ms() });
				finish({ kind: "answer", status, headers, body, ms: ms() });
			});
		});
		request.end(input.body);
	});
}

function headersWithLength(input: OutgoingRequest): Record<string, string> {
	if (!input.body) return input.headers;
	if (input.chunked) return { ...input.headers, "Transfer-Encoding": "chunked" };
	return { ...input.headers, "Content-Length": String(input.body.length) };
}
