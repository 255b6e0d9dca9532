import type { IncomingMessage, ServerResponse } from "node:http";

export class BodyTooLarge extends Error {}

/** The whole body, or BodyTooLarge as soon as it exceeds the cap. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let size = 0;
		request.on("data", (chunk: Buffer) => {
			size += chunk.length;
			if (size > maxBytes) {
				reject(new BodyTooLarge(`more than ${maxBytes} bytes`));
				request.removeAllListeners("data");
				request.resume();
				return;
			}
			chunks.push(chunk);
		});
		request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
		request.on("error", reject);
	});
}

export function sendText(
	response: ServerResponse,
	status: number,
	text: string,
	headers: Record<string, string> = {},
): void {
	response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(text) });
	response.end(text);
}

export const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
	sendText(response, status, JSON.stringify(value), { "Content-Type": "application/json; charset=utf-8" });
