/** Small servers on loopback that play a WeChat in good or bad health. Each ends with its test. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Seen {
	method: string;
	url: URL;
	headers: IncomingMessage["headers"];
	body: string;
	/** The same before decoding. */
	bytes: Buffer;
}

/** Answers each request, read to its end, by `answer`; remembers them all. */
export async function serveHttp(
	answer: (response: ServerResponse, seen: Seen) => void,
): Promise<{ baseUrl: string; seen: Seen[] }> {
	const seen: Seen[] = [];
	const server = createHttpServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const { method = "", url = "", headers } = request;
		const bytes = Buffer.concat(chunks);
		const one = { method, url: new URL(url, "http://x"), headers, body: bytes.toString("utf8"), bytes };
		seen.push(one);
		answer(response, one);
	});
	return { baseUrl: `http://127.0.0.1:${await start(server)}`, seen };
}

/** Answers every request with `body`. */
export const serveText = (body: string, status = 200, contentType = "application/json") =>
	serveHttp((response) => {
		response.writeHead(status, { "content-type": contentType });
		response.end(body);
	});

/** Gives every connection to `onConnection`, below HTTP. */
export async function serveTcp(onConnection: (socket: Socket) => void): Promise<string> {
	const server = createServer((socket) => {
		// A peer that hangs up is part of the play.
		socket.on("error", () => undefined);
		onConnection(socket);
	});
	return `127.0.0.1:${await start(server)}`;
}

/** An address where nobody listens. */
export async function closedAddress(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return `127.0.0.1:${port}`;
}

async function start(server: Server): Promise<number> {
	const sockets = new Set<Socket>();
	server.on("connection", (socket: Socket) => sockets.add(socket));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	return (server.address() as AddressInfo).port;
}
