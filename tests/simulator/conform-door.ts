/** A push door that does everything right, and knows how to make each usual mistake. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { XMLParser } from "fast-xml-parser";
import { onTestFinished } from "vitest";
import { type Target, targetSchema } from "@/simulator/conform/target";
import { aesKeyOf, decrypt, sign } from "@/simulator/push/crypto";
import { type Format, sealReply, transferPacket } from "./door-reading";
import { APPID, KEY, ORIGINAL_ID, TOKEN } from "./support";

export type Mistake =
	| "echoes unchecked"
	| "echoes with a line break"
	| "encrypts success"
	| "checks only signature"
	| "ignores the appid tail"
	| "ignores padding"
	| "fails at unknown events"
	| "transfers events"
	| "answers in the other format"
	| "does not swap the names"
	| "transfers only once"
	| "refuses a nonce it knows"
	| "insists on a content type"
	| "never answers"
	| "fetches PicUrl"
	| "trusts any source"
	| "expands entities by failing";

type Fields = Record<string, string>;
class Refused extends Error {}

const xml = new XMLParser({ parseTagValue: false, processEntities: false });
const key = aesKeyOf(KEY);
const MAX_BYTES = 512 * 1024;

/** Opens the door for as long as the test lasts. */
export async function openConformDoor(options: Partial<Target>, mistake?: Mistake): Promise<Target> {
	const door = { mistake, seen: new Set<string>(), target: targetSchema.parse({ ...base, ...options }) };
	const server = createServer((request, response) => void serve(door, request, response));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		return new Promise<void>((resolve) => server.close(() => resolve()));
	});
	door.target.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/push`;
	return door.target;
}

const base = {
	url: "http://127.0.0.1/",
	token: TOKEN,
	aesKey: KEY,
	appId: APPID,
	originalId: ORIGINAL_ID,
	timeoutMs: 2000,
	quietMs: 40,
};
interface Door {
	target: Target;
	mistake: Mistake | undefined;
	seen: Set<string>;
}

async function serve(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (door.mistake === "never answers") return;
	try {
		const { status, body } = await answer(door, request);
		response.writeHead(status).end(body);
	} catch (error) {
		response.writeHead(error instanceof Refused ? 403 : 500).end();
	}
}

async function answer(door: Door, request: IncomingMessage): Promise<{ status: number; body: string }> {
	const query = new URL(request.url ?? "/", "http://door").searchParams;
	if (request.method === "GET") return { status: 200, body: echo(door, query) };
	if (request.method !== "POST") return { status: 405, body: "" };
	const text = await read(request);
	if (door.target.hosting === "cloudrun") {
		const trusted = "x-wx-source" in request.headers || door.mistake === "trusts any source";
		if (!trusted) throw new Refused();
		if (text.includes("CheckContainerPath")) return { status: 200, body: "success" };
	}
	const { "content-type": contentType = "" } = request.headers;
	if (door.mistake === "insists on a content type" && !/^(text\/xml|application\/json)/.test(contentType)) {
		throw new Refused();
	}
	return { status: 200, body: reply(door, open(door, query, text)) };
}

function echo({ mistake, target }: Door, query: URLSearchParams): string {
	const echostr = query.get("echostr") ?? "";
	const parts = [target.token ?? "", query.get("timestamp") ?? "", query.get("nonce") ?? ""];
	if (query.get("signature") !== sign(...parts) && mistake !== "echoes unchecked") throw new Refused();
	return mistake === "echoes with a line break" ? `${echostr}\n` : echostr;
}

/** Checks, decrypts and parses; throws for everything that is not genuine. */
function open(door: Door, query: URLSearchParams, text: string): Fields {
	const { target, mistake, seen } = door;
	if (target.hosting === "cloudrun") return parse(door, text);
	const marks = [target.token ?? "", query.get("timestamp") ?? "", query.get("nonce") ?? ""];
	const signed = query.get("signature") === sign(...marks);
	if (mistake === "refuses a nonce it knows" && seen.has(`nonce ${marks[2]}`)) throw new Refused();
	seen.add(`nonce ${marks[2]}`);
	if (target.mode === "plain") {
		if (!signed) throw new Refused();
		return parse(door, text);
	}
	const { Encrypt } = parse(door, text);
	if (typeof Encrypt !== "string") throw new Refused();
	const proven =
		mistake === "checks only signature" ? signed : query.get("msg_signature") === sign(...marks, Encrypt);
	if (!proven) throw new Refused();
	const opened = decrypt(key, Encrypt);
	if (!opened.ok) {
		if (mistake === "ignores padding" && opened.reason === "padding") return { MsgType: "event" };
		throw new Refused();
	}
	if (opened.appid !== target.appId && mistake !== "ignores the appid tail") throw new Refused();
	return parse(door, opened.plain);
}

function parse({ target, mistake }: Door, text: string): Fields {
	if (text.includes("<!DOCTYPE")) {
		throw mistake === "expands entities by failing" ? new Error("out of memory") : new Refused();
	}
	try {
		const clean = text.replace(/^\ufeff/, "");
		const parsed: unknown = target.format === "xml" ? xml.parse(clean).xml : JSON.parse(clean);
		if (typeof parsed === "object" && parsed !== null) return parsed as Fields;
	} catch {
		// Refused below, like what parses to nothing.
	}
	throw new Refused();
}

function reply(door: Door, packet: Fields): string {
	const { target, mistake, seen } = door;
	const isEvent = packet.MsgType === "event";
	if (isEvent && mistake === "fails at unknown events" && packet.Event !== "user_enter_tempsession") {
		throw new Error(`unknown event ${packet.Event}`);
	}
	if (packet.PicUrl && mistake === "fetches PicUrl") void fetch(packet.PicUrl).catch(() => {});
	const transfers = target.transfer && (!isEvent || mistake === "transfers events");
	if (transfers && !(mistake === "transfers only once" && seen.has(packet.FromUserName!))) {
		seen.add(packet.FromUserName!);
		return transfer(door, packet);
	}
	return mistake === "encrypts success" ? sealReply("success", target.format) : "success";
}

function transfer({ target, mistake }: Door, packet: Fields): string {
	const { format } = target;
	const other: Format = format === "xml" ? "json" : "xml";
	const unswapped = { ToUserName: packet.FromUserName!, FromUserName: packet.ToUserName! };
	const names = mistake === "does not swap the names" ? unswapped : packet;
	const written = transferPacket(names, mistake === "answers in the other format" ? other : format);
	return target.mode === "safe" && target.hosting === "url" ? sealReply(written, format) : written;
}

async function read(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
	const body = Buffer.concat(chunks);
	if (body.length === 0 || body.length > MAX_BYTES) throw new Refused();
	return body.toString("utf8");
}
