/** The edge of every resource: who asks, what they say parsed once, errors told once. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { AgentRole } from "@/generated/prisma/client";
import { AGENT_HEADER } from "@/lib/auth/names";
import { findSession, type SignedIn } from "@/lib/auth/session";
import { AppError, type ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";

/** A JSON body larger than this is refused. */
const BODY_MAX_BYTES = 256 * 1024;

interface Inputs<Params, Query, Body> {
	params?: z.ZodType<Params>;
	query?: z.ZodType<Query>;
	body?: z.ZodType<Body>;
	/** Whoever has another role gets 403. */
	roles?: readonly AgentRole[];
}

interface Call<Params, Query, Body> extends SignedIn {
	params: Params;
	query: Query;
	body: Body;
	request: Request;
	now: Date;
}

interface RouteContext {
	params: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * A handler of app/api: signed in, of the right role, its input parsed. What `work` answers becomes JSON, a Response stays
 * one. Every error is `{error:{code,message,requestId,fields?,details?}}`; the cause stays in the log.
 */
export function route<Params = unknown, Query = unknown, Body = unknown>(
	inputs: Inputs<Params, Query, Body>,
	work: (call: Call<Params, Query, Body>) => Promise<unknown>,
): (request: Request, context: RouteContext) => Promise<Response> {
	return (request, context) =>
		answering(request, async () => {
			const session = await findSession();
			if (!session) throw new AppError("sign_in_required");
			requireSamePerson(request, session);
			if (inputs.roles && !inputs.roles.includes(session.agent.role)) throw new AppError("forbidden");
			requireSameOrigin(request);
			const query = Object.fromEntries(new URL(request.url).searchParams);
			return work({
				...session,
				params: parse(inputs.params, await context.params, "not_found"),
				query: parse(inputs.query, query, "bad_request"),
				body: inputs.body ? parse(inputs.body, await readJson(request), "bad_request") : (undefined as Body),
				request,
				now: new Date(),
			});
		});
}

/** Turns what `work` answers or throws into the response; for routes without a session. */
export async function answering(request: Request, work: () => Promise<unknown>): Promise<Response> {
	try {
		const answer = await work();
		return answer instanceof Response ? answer : Response.json(answer ?? {});
	} catch (error) {
		return toErrorResponse(error, request);
	}
}

/** Says no to a page that was left open by somebody else, who has to sign in again there. */
function requireSamePerson(request: Request, { agent }: SignedIn): void {
	const meant = request.headers.get(AGENT_HEADER);
	if (meant !== null && meant !== agent.id)
		throw new AppError("sign_in_required", { message: "somebody else is signed in" });
}

/** Says no to a form on a stranger's page; browsers send Origin with every request that changes something. */
function requireSameOrigin(request: Request): void {
	if (request.method === "GET") return;
	const origin = request.headers.get("origin");
	const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
	if (origin !== null && URL.parse(origin)?.host !== host)
		throw new AppError("forbidden", { message: "another origin" });
}

/** Parses, or throws with the fields that are wrong; without a schema nothing is taken. */
function parse<Value>(schema: z.ZodType<Value> | undefined, value: unknown, code: ErrorCode): Value {
	if (!schema) return undefined as Value;
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const fields = Object.fromEntries(
		parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]),
	);
	throw new AppError(code, { message: "the input is not valid", details: { fields } });
}

async function readJson(request: Request): Promise<unknown> {
	const bytes = await readBody(request, BODY_MAX_BYTES);
	if (bytes.byteLength === 0) return undefined;
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch (cause) {
		throw new AppError("bad_request", { message: "the body is not JSON", cause });
	}
}

/** The body up to `maxBytes`; nothing beyond is kept in memory. @throws AppError `too_large` */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
	if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new AppError("too_large");
	const chunks: Uint8Array[] = [];
	let length = 0;
	const reader = request.body?.getReader();
	for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
		length += read.value.byteLength;
		if (length > maxBytes) throw new AppError("too_large");
		chunks.push(read.value);
	}
	return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function toErrorResponse(error: unknown, request: Request): Response {
	const known = error instanceof AppError ? error : new AppError("internal", { cause: error });
	const requestId = randomUUID();
	const { pathname } = new URL(request.url);
	if (known.status >= 500) log.error({ err: known.cause ?? known, requestId, pathname }, "a request failed");
	else log.debug({ code: known.code, requestId, pathname }, known.message);
	const { fields, ...details } = known.details ?? {};
	const body = {
		code: known.code,
		message: known.status >= 500 ? known.code : known.message,
		requestId,
		...(fields === undefined ? {} : { fields }),
		...(Object.keys(details).length === 0 ? {} : { details }),
	};
	return Response.json({ error: body }, { status: known.status });
}
