/** The push door on a port of its own: `answerPush` behind nothing but node:http, for the simulator to push to. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { answerPush, RELAY_HEADER } from "@/lib/conversations/push-door";

export interface Door {
	/** Where the app would have its public address; push URLs below it work. */
	origin: string;
	/** The push URL of a channel. */
	urlOf(channelId: string): string;
}

/** Opens it on a free port; it closes with the file. */
export async function openDoor(): Promise<Door> {
	const server = createServer(async (request, response) => {
		const url = new URL(request.url ?? "/", "http://door");
		// Next answers so for a method that a route does not export.
		if (request.method !== "GET" && request.method !== "POST") return response.writeHead(405).end();
		const answer = await answerPush(
			{
				channelId: decodeURIComponent(url.pathname.split("/").at(-1) ?? ""),
				method: request.method,
				query: url.searchParams,
				body: await readAll(request),
				source: text(request.headers["x-wx-source"] ?? request.headers["x-wx-sources"]),
				contentType: text(request.headers["content-type"]),
				address: request.socket.remoteAddress ?? null,
				isRelayed: RELAY_HEADER in request.headers,
			},
			new Date(),
		);
		response.writeHead(answer.status, { "content-type": answer.contentType }).end(answer.body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	afterAll(() => {
		server.closeAllConnections();
		return new Promise((resolve) => server.close(resolve));
	});
	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	return { origin, urlOf: (channelId) => `${origin}/api/push/${encodeURIComponent(channelId)}` };
}

const text = (header: string | string[] | undefined): string | null =>
	typeof header === "string" ? header : null;

async function readAll(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
