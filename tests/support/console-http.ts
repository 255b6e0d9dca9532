/** The console's own route handlers on a port, in this process: what WeChat and an agent's browser reach. */
// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterAll } from "vitest";
import * as adminAgent from "@/app/api/admin/agents/[agentId]/route";
import * as practice from "@/app/api/admin/practice-channel/route";
import * as agents from "@/app/api/agents/route";
import * as alertKey from "@/app/api/alerts/key/route";
import * as subscriptions from "@/app/api/alerts/subscriptions/route";
import * as alertTest from "@/app/api/alerts/test/route";
import * as assignee from "@/app/api/conversations/[conversationId]/assignee/route";
import * as claim from "@/app/api/conversations/[conversationId]/claim/route";
import * as draft from "@/app/api/conversations/[conversationId]/draft/route";
import * as messages from "@/app/api/conversations/[conversationId]/messages/route";
import * as conversation from "@/app/api/conversations/[conversationId]/route";
import * as takeOver from "@/app/api/conversations/[conversationId]/take-over/route";
import * as typing from "@/app/api/conversations/[conversationId]/typing/route";
import * as viewers from "@/app/api/conversations/viewers/route";
import * as filters from "@/app/api/filters/route";
import * as preferences from "@/app/api/me/preferences/route";
import * as today from "@/app/api/me/today/route";
import * as media from "@/app/api/media/[mediaId]/route";
import * as upload from "@/app/api/media/route";
import * as beat from "@/app/api/presence/beat/route";
import * as presence from "@/app/api/presence/route";
import * as push from "@/app/api/push/[channelId]/route";
import * as searching from "@/app/api/search/route";
import type { Scope } from "@/lib/conversations/scope";
import { notePeers } from "@/lib/peer";
import { cookieOf, within } from "@/tests/support/request-scope";
import type { Json } from "@/tests/support/simulator";

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;

const ROUTES: [path: RegExp, handlers: object][] = [
	[/^\/api\/push\/(?<channelId>[^/]+)$/, push],
	[/^\/api\/conversations\/viewers$/, viewers],
	[/^\/api\/conversations\/(?<conversationId>[^/]+)$/, conversation],
	[/^\/api\/conversations\/(?<conversationId>[^/]+)\/assignee$/, assignee],
	[/^\/api\/conversations\/(?<conversationId>[^/]+)\/take-over$/, takeOver],
	[/^\/api\/conversations\/(?<conversationId>[^/]+)\/claim$/, claim],
	[/^\/api\/conversations\/(?<conversationId>[^/]+)\/messages$/, messages],
	[/^\/api\/conversations\/(?<conversationId>[^/]+)\/typing$/, typing],
	[/^\/api\/conversations\/(?<conversationId>[^/]+)\/draft$/, draft],
	[/^\/api\/admin\/practice-channel$/, practice],
	[/^\/api\/filters$/, filters],
	[/^\/api\/me\/today$/, today],
	[/^\/api\/search$/, searching],
	[/^\/api\/admin\/agents\/(?<agentId>[^/]+)$/, adminAgent],
	[/^\/api\/agents$/, agents],
	[/^\/api\/alerts\/key$/, alertKey],
	[/^\/api\/alerts\/subscriptions$/, subscriptions],
	[/^\/api\/alerts\/test$/, alertTest],
	[/^\/api\/me\/preferences$/, preferences],
	[/^\/api\/presence$/, presence],
	[/^\/api\/presence\/beat$/, beat],
	[/^\/api\/media$/, upload],
	[/^\/api\/media\/(?<mediaId>[^/]+)$/, media],
];

export interface ConsoleHttp {
	origin: string;
	/** The push URL of a channel. */
	urlOf(channelId: string): string;
	/** A request with the session of this person: `as(agent, "POST /api/media", form)`. */
	as(who: Scope, call: string, body?: unknown): Promise<{ status: number; headers: Headers; body: Json }>;
}

/** Opens it on a free port; it closes with the file. */
export async function openConsoleHttp(): Promise<ConsoleHttp> {
	// As at the start of the app: a route learns from it where a push comes from.
	notePeers();
	const server = createServer((request, response) => void serve(request, response));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	afterAll(() => {
		server.closeAllConnections();
		return new Promise((resolve) => server.close(resolve));
	});
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		origin,
		urlOf: (channelId) => `${origin}/api/push/${channelId}`,
		async as({ agent }, call, body) {
			const [method = "GET", path = "/"] = call.split(" ");
			const cookie = await cookieOf(agent.id);
			const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
			const answer = await fetch(origin + path, { method, headers: { cookie }, body: sent });
			const isJson = answer.headers.get("content-type")?.startsWith("application/json");
			const content: Json = isJson ? await answer.json() : Buffer.from(await answer.arrayBuffer());
			return { status: answer.status, headers: answer.headers, body: content };
		},
	};
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "console"}`);
	const { method = "GET" } = request;
	const { handler, params } = find(method, url.pathname);
	if (!handler) return void response.writeHead(params ? 405 : 404).end();
	const hasBody = method !== "GET" && method !== "HEAD";
	const init = { method, headers: headersOf(request), duplex: "half" };
	const asked = new Request(url, { ...init, ...(hasBody && { body: Readable.toWeb(request) as never }) });
	const answer = await within(handler, asked, { params: Promise.resolve(params as never) });
	response.writeHead(answer.status, Object.fromEntries(answer.headers));
	response.end(Buffer.from(await answer.arrayBuffer()));
}

/** Params without a handler: the path is there, and not for this method. */
function find(method: string, path: string): { handler?: Handler; params?: Record<string, string> } {
	for (const [pattern, handlers] of ROUTES) {
		const match = pattern.exec(path);
		if (!match) continue;
		const handler = (handlers as Record<string, Handler>)[method];
		return { handler, params: { ...match.groups } };
	}
	return {};
}

function headersOf({ headers }: IncomingMessage): Headers {
	const plain = Object.entries(headers).flatMap(([name, value]) =>
		value === undefined ? [] : [[name, String(value)] as [string, string]],
	);
	return new Headers(plain);
}
