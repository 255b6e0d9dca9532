import type { IncomingMessage, ServerResponse } from "node:http";
import { ZodError } from "zod";
import { BodyTooLarge, readBody, readPart, sendJson } from "../http";
import type { World } from "../state";
import { accountRoutes } from "./accounts";
import { attackRoutes } from "./attacks";
import { chatRoutes } from "./chat";
import { recordRoutes } from "./records";
import { ControlError, ControlFile, type ControlHandler } from "./route";
import { toolRoutes } from "./tool";
import { uiRoutes } from "./ui";
import { worldRoutes } from "./world";

const MAX_BODY_BYTES = 16 * 1024 * 1024;

interface Route {
	method: string;
	segments: string[];
	handler: ControlHandler;
}

const routes: Route[] = Object.entries({
	...worldRoutes,
	...accountRoutes,
	...chatRoutes,
	...toolRoutes,
	...recordRoutes,
	...attackRoutes,
	...uiRoutes,
}).map(([key, handler]) => {
	const [method = "", path = ""] = key.split(" ");
	return { method, segments: path.split("/"), handler };
});

/** One call of the control API: JSON in, JSON out. */
export async function serveControl(
	world: World,
	request: IncomingMessage,
	response: ServerResponse,
	path: string,
	search: string,
): Promise<void> {
	try {
		refuseForeignPages(request);
		const { handler, params } = findRoute(request.method ?? "GET", path);
		const bytes = await readBody(request, MAX_BODY_BYTES);
		const body = await parseBody(bytes, request.headers["content-type"] ?? "");
		const result = await handler({ world, params, query: new URLSearchParams(search), body });
		if (result instanceof ControlFile) {
			response.writeHead(200, {
				"Content-Type": result.contentType,
				"X-Content-Type-Options": "nosniff",
				...result.headers,
			});
			response.end(result.bytes);
			return;
		}
		sendJson(response, 200, result);
	} catch (error) {
		const { status, ...answer } = toAnswer(error);
		sendJson(response, status, { error: answer });
	}
}

/** A web page elsewhere must not steer the simulator through somebody's browser. */
function refuseForeignPages({ headers }: IncomingMessage): void {
	const hosts = [headers.host, headers.origin?.replace(/^https?:\/\//, "")];
	for (const host of hosts) {
		if (host !== undefined && !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) {
			throw new ControlError(403, "foreign_origin", "only pages and programs of this machine");
		}
	}
}

function findRoute(
	method: string,
	path: string,
): { handler: ControlHandler; params: Record<string, string> } {
	const given = path.split("/");
	const onPath = routes.filter(({ segments }) => matches(segments, given));
	const route = onPath.find((candidate) => candidate.method === method);
	if (!route && onPath.length > 0) {
		throw new ControlError(405, "method_not_allowed", `use ${onPath.map((one) => one.method).join(" or ")}`);
	}
	if (!route) throw new ControlError(404, "not_found", `no control call ${method} ${path}`);
	const params: Record<string, string> = {};
	route.segments.forEach((segment, at) => {
		if (segment.startsWith(":")) params[segment.slice(1)] = decode(given[at] ?? "");
	});
	return { handler: route.handler, params };
}

const matches = (segments: string[], given: string[]): boolean =>
	segments.length === given.length &&
	segments.every((segment, at) => (segment.startsWith(":") ? given[at] !== "" : segment === given[at]));

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		throw new ControlError(400, "invalid_path", "the path holds a broken % escape");
	}
}

async function parseBody(body: Buffer, contentType: string): Promise<unknown> {
	if (body.length === 0) return {};
	if (contentType.startsWith("multipart/form-data")) return filePart(body, contentType);
	try {
		return JSON.parse(body.toString("utf8"));
	} catch {
		throw new ControlError(400, "invalid_json", "the body is not JSON");
	}
}

/** `curl -F file=@picture.png` instead of `{"base64":"…"}`. */
async function filePart(body: Buffer, contentType: string): Promise<unknown> {
	const part = await readPart(body, contentType, "file");
	if (!part) throw new ControlError(400, "no_file", "a form needs a part named file");
	return { base64: part.toString("base64") };
}

function toAnswer(error: unknown): { status: number; code: string; message: string; fields?: unknown } {
	if (error instanceof ControlError)
		return { status: error.status, code: error.code, message: error.message };
	if (error instanceof BodyTooLarge) return { status: 413, code: "too_large", message: error.message };
	if (error instanceof ZodError) {
		const fields = error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
		const first = fields[0];
		const message = first ? `${first.path || "body"}: ${first.message}` : "invalid body";
		return { status: 400, code: "invalid", message, fields };
	}
	console.error(error);
	return { status: 500, code: "internal", message: "the simulator failed; its output says why" };
}
