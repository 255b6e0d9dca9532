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

/** The file of this name in a multipart body; null when there is none, or it came without a file name. */
export async function readPart(body: Buffer, contentType: string, name: string): Promise<Buffer | null> {
	if (!contentType.startsWith("multipart/form-data")) return null;
	try {
		const headers = { "content-type": contentType };
		const part = (await new Response(new Uint8Array(body), { headers }).formData()).get(name);
		return part instanceof File && part.name !== "" ? Buffer.from(await part.arrayBuffer()) : null;
	} catch {
		// A body that is no multipart holds no file.
		return null;
	}
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
