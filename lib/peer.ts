/** Where a request comes from, as far as this host can know. */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { env } from "@/lib/env";

/** Written by ourselves on every request: whatever a client sends under this name is overwritten. */
const PEER_HEADER = "x-kefu-peer";

/** From now on every request carries the address of its connection, which Next tells to no route. */
export function notePeers(): void {
	// Published before Next sees the request. Shape: Node's page "Diagnostics Channel", http.server.request.start.
	subscribe("http.server.request.start", (message) => {
		const { request } = message as { request: IncomingMessage };
		request.headers[PEER_HEADER] = request.socket.remoteAddress;
	});
}

/**
 * The client's address; null when nothing tells. Behind a proxy that TRUST_PROXY names as ours it is the last hop of
 * X-Forwarded-For, the only one that a client cannot write itself; otherwise the other end of the connection.
 */
export function addressOf(headers: Headers): string | null {
	const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || null;
	return env().trustsProxy ? forwarded : (headers.get(PEER_HEADER) ?? forwarded);
}
