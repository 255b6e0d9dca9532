import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/server";

export const TOKEN = "AAAAA";
export const KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
export const APPID = "wxba5fad812f8e6fb9";
export const ORIGINAL_ID = "gh_97417a04a28d";
export const SECRET = "s3cret";

export interface Pushed {
	method: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
}
type Reply = { status?: number; body?: string | Buffer } | "never" | "reset";

/** A little push door that answers what the test says and remembers what came. */
export interface Door {
	url: string;
	pushes: Pushed[];
	answer: (pushed: Pushed, count: number) => Reply | Promise<Reply>;
	close(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the control API are looked into freely by tests
export type Json = any;

export interface Bench {
	simulator: Simulator;
	door: Door;
	control(call: string, body?: unknown): Promise<Json>;
	/** The raw response, for statuses other than 200. */
	request(call: string, body?: unknown): Promise<{ status: number; body: Json }>;
	/** POST to the API with a fresh stable token. */
	api(path: string, body: unknown, token?: string): Promise<Json>;
	token(): Promise<string>;
	openid(user: string): Promise<string>;
	say(user: string, content: string): Promise<Json>;
	sendText(user: string, content?: string): Promise<Json>;
	transcript(user: string): Promise<Json>;
	close(): Promise<void>;
}

async function openDoor(): Promise<Door> {
	const pushes: Pushed[] = [];
	const door: Door = { url: "", pushes, answer: () => ({ body: "success" }), close: () => Promise.resolve() };
	const server: Server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", async () => {
			const url = new URL(request.url ?? "/", "http://door");
			const body = Buffer.concat(chunks).toString("utf8");
			const pushed = {
				method: request.method ?? "",
				query: url.searchParams,
				headers: request.headers,
				body,
			};
			pushes.push(pushed);
			const reply = await door.answer(pushed, pushes.length);
			if (reply === "never") return;
			if (reply === "reset") return request.socket.resetAndDestroy();
			response.writeHead(reply.status ?? 200).end(reply.body ?? "");
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/push`;
	door.close = () => {
		server.closeAllConnections();
		return new Promise((resolve) => server.close(() => resolve()));
	};
	return door;
}

/** A simulator with one account whose pushes go to a door. Timeouts are short, retries keep their defaults. */
async function openBench(account: Record<string, unknown> = {}): Promise<Bench> {
	const door = await openDoor();
	const simulator = await startSimulator({ port: 0, seed: "test" });
	const request: Bench["request"] = async (call, body) => {
		const [method, path] = call.split(" ");
		const init = { method, body: body === undefined ? undefined : JSON.stringify(body) };
		const response = await fetch(simulator.url + path, init);
		return { status: response.status, body: await response.json() };
	};
	const control: Bench["control"] = async (call, body) => {
		const answer = await request(call, body);
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
		return answer.body;
	};
	const token = async () => {
		const asked = { grant_type: "client_credential", appid: APPID, secret: SECRET };
		return (await control("POST /cgi-bin/stable_token", asked)).access_token as string;
	};
	const api: Bench["api"] = async (path, body, given) =>
		control(`POST ${path}?access_token=${given ?? (await token())}`, body);
	const openid = async (user: string) =>
		(await control("POST /_sim/users", { id: user })).openids[APPID] as string;
	await control("POST /_sim/accounts", accountOf(door, account));
	return {
		simulator,
		door,
		control,
		request,
		api,
		token,
		openid,
		say: (user, content) => control(`POST /_sim/chat/${APPID}/${user}/text?wait=1`, { content }),
		sendText: async (user, content = "hello") =>
			api("/cgi-bin/message/custom/send", {
				touser: await openid(user),
				msgtype: "text",
				text: { content },
			}),
		transcript: (user) => control(`GET /_sim/chat/${APPID}/${user}/transcript`),
		close: async () => {
			await simulator.close();
			await door.close();
		},
	};
}

/** For tests in which nobody answers: they wait this long, not five seconds; who does answer has time to, on a busy machine too. */
export const IMPATIENT = { pushTimeoutMs: 1000 };

export function accountOf(door: Door, change: Record<string, unknown> = {}) {
	const { push, flags, ...rest } = change as { push?: object; flags?: object };
	return {
		appid: APPID,
		secret: SECRET,
		originalId: ORIGINAL_ID,
		push: { url: door.url, token: TOKEN, encodingAesKey: KEY, mode: "plain", format: "json", ...push },
		flags: { pushTimeoutMs: 5000, ...flags },
		...rest,
	};
}

/** Runs the test with a bench and closes it whatever happens. */
export const withBench =
	(account: Record<string, unknown>, test: (bench: Bench) => Promise<void>) => async (): Promise<void> => {
		const bench = await openBench(account);
		try {
			await test(bench);
		} finally {
			await bench.close();
		}
	};
