import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiFault } from "../faults";
import { BodyTooLarge, readBody, sendText } from "../http";
import { clip, record, redact } from "../record";
import type { World } from "../state";
import { type ApiCall, type ApiReply, refusal } from "./call";
import { beforeWork, brokenBy, type Outcome } from "./disturb";
import { endpointOf } from "./routes";

const MAX_JSON_BYTES = 1024 * 1024;
const MAX_UPLOAD_BYTES = 34 * 1024 * 1024;
const RIDS_KEPT = 2000;
const NO_FAULTS: ApiFault[] = [];

/** One request to the simulated api.weixin.qq.com, from its bytes to the record. */
export async function serveApi(
	world: World,
	request: IncomingMessage,
	response: ServerResponse,
	path: string,
	search: string,
): Promise<void> {
	const startedAt = performance.now();
	const maxBytes = path === "/cgi-bin/media/upload" ? MAX_UPLOAD_BYTES : MAX_JSON_BYTES;
	const body = await readBody(request, maxBytes).catch((error: unknown) => {
		if (!(error instanceof BodyTooLarge)) throw error;
		return null;
	});
	if (!body) return sendText(response, 413, "", { Connection: "close" });
	const call: ApiCall = {
		world,
		method: request.method ?? "GET",
		path,
		query: new URLSearchParams(search),
		headers: request.headers,
		body,
		peer: (request.socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
	};
	const appid = world.tokenOwners.get(call.query.get("access_token") ?? "")?.appid ?? namedAppid(call);
	const openid = touserOf(call);
	const faults = world.faults.empty ? NO_FAULTS : world.faults.strikeApi({ appid, path, openid });
	const early = faults.length > 0 ? await beforeWork(faults) : null;
	const reply = early ?? (await (endpointOf(path)?.(call) ?? refusal(40066)));
	const outcome = "status" in reply ? reply : finish(call, appid, reply);
	const sent = faults.length > 0 ? await brokenBy(faults, outcome) : outcome;
	answer(response, sent);
	recordCall(call, { appid, openid, outcome: sent, faults, ms: performance.now() - startedAt });
}

/** The bytes of a reply; errors get their rid here. */
function finish(call: ApiCall, appid: string | null, reply: ApiReply): Outcome {
	if ("file" in reply) return { status: 200, headers: reply.file.headers, body: reply.file.bytes };
	const { json } = reply;
	const headers = { "Content-Type": "application/json; encoding=utf-8", ...reply.headers };
	if (!json.errcode) return { status: 200, headers, body: JSON.stringify(json), errcode: 0 };
	const rid = makeRid(call.world);
	const body = JSON.stringify({ ...json, errmsg: `${json.errmsg} rid: ${rid}` });
	remember(call, appid, rid, body);
	return { status: 200, headers, body, errcode: json.errcode };
}

function makeRid({ clock, random }: World): string {
	return `${clock.seconds().toString(16).padStart(8, "0")}-${random.hex(8)}-${random.hex(8)}`;
}

function remember({ world, body, headers }: ApiCall, appid: string | null, rid: string, response: string) {
	const request = clip(redact(bodyText(body, headers["content-type"])));
	world.rids.set(rid, { appid, at: world.clock.now(), request, response });
	for (const old of world.rids.keys()) {
		if (world.rids.size <= RIDS_KEPT) break;
		world.rids.delete(old);
	}
}

function answer(response: ServerResponse, outcome: Outcome): void {
	if (outcome.reset) {
		response.socket?.resetAndDestroy();
		return;
	}
	response.writeHead(outcome.status, {
		...outcome.headers,
		"Content-Length": Buffer.byteLength(outcome.body),
	});
	response.end(outcome.body);
}

function recordCall(
	call: ApiCall,
	result: { appid: string | null; openid: string | null; outcome: Outcome; faults: ApiFault[]; ms: number },
): void {
	const { world, method, path, query, headers } = call;
	const { outcome, faults } = result;
	const body = bodyText(call.body, headers["content-type"]);
	const answered =
		typeof outcome.body === "string"
			? outcome.body
			: `<${outcome.headers["Content-Type"]}, ${outcome.body.length} bytes>`;
	const search = query.size > 0 ? `?${redact(query.toString())}` : "";
	record(world, {
		at: world.clock.now(),
		kind: "api",
		appid: result.appid,
		openid: result.openid,
		name: path.split("/").slice(-2).join("/"),
		detail: /"msgtype"\s*:\s*"([a-z]{1,30})"/.exec(body)?.[1] ?? null,
		ms: Math.round(result.ms * 10) / 10,
		request: { method, url: path + search, body: clip(redact(body)) },
		response: outcome.reset ? null : { status: outcome.status, body: clip(redact(answered)) },
		errcode: outcome.errcode,
		fault: faults.map(({ kind }) => kind).join(", ") || undefined,
	});
}

const bodyText = (body: Buffer, contentType = ""): string =>
	contentType.startsWith("multipart/") ? `<multipart, ${body.length} bytes>` : body.toString("utf8");

const touserOf = ({ body, headers }: ApiCall): string | null =>
	body.length > 0 && body.length < 65_536 && !(headers["content-type"] ?? "").startsWith("multipart/")
		? (/"touser"\s*:\s*"([^"\\]{1,64})"/.exec(body.toString("utf8"))?.[1] ?? null)
		: null;

/** Token requests name their account themselves. */
function namedAppid({ world, query, body }: ApiCall): string | null {
	const inBody =
		body.length < 4096 ? /"appid"\s*:\s*"([^"\\]{1,64})"/.exec(body.toString("utf8"))?.[1] : null;
	const appid = query.get("appid") ?? inBody ?? "";
	return world.accounts.has(appid) ? appid : null;
}
