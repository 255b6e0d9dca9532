// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { AGENT_HEADER } from "@/lib/auth/names";
import { getPrisma } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { answering, readBody, route } from "@/lib/http";
import { makeAgent, makeChannel } from "@/tests/support/desk";
import { cookieOf, within } from "@/tests/support/request-scope";

const HERE = "http://127.0.0.1:3000";
let cookie: string;
let agentId: string;

beforeAll(async () => {
	await makeChannel("http-one");
	({
		agent: { id: agentId },
	} = await makeAgent("林晓", { channelIds: ["http-one"] }));
	cookie = await cookieOf(agentId);
});

const body = z.object({ name: z.string().min(2), nested: z.object({ n: z.number() }).optional() });
const echo = route({ body }, async ({ body, agent, scope }) => ({ name: body.name, agent, scope }));

function post(content: BodyInit | undefined, headers: Record<string, string> = {}): Request {
	return new Request(`${HERE}/api/x`, {
		method: "POST",
		body: content,
		headers: { cookie, host: "127.0.0.1:3000", ...headers },
	});
}
const call = (request: Request, handler = echo, params = {}) =>
	within(handler, request, { params: Promise.resolve(params) });

test("a signed-in person is known with their role and scope, the answer is JSON", async () => {
	const response = await call(post('{"name":"ab"}'));
	expect(response.status).toBe(200);
	expect(await response.json()).toMatchObject({
		name: "ab",
		agent: { id: agentId, role: "agent", channelIds: ["http-one"] },
		scope: { agent: { id: agentId, name: "林晓" }, channelIds: ["http-one"] },
	});
});

test.each([
	["no cookie", ""],
	["a cookie that nobody signed", "next-auth.session-token=abc"],
])("%s: 401 sign_in_required, before anything else is looked at", async (_name, cookie) => {
	await expectError(await call(post("not json", { cookie })), 401, "sign_in_required");
});

test("a page that somebody else left open is refused: nothing is done in the name of who signed in after them", async () => {
	const { agent: other } = await makeAgent("周宁");
	await expectError(await call(post('{"name":"ab"}', { [AGENT_HEADER]: other.id })), 401, "sign_in_required");
	expect((await call(post('{"name":"ab"}', { [AGENT_HEADER]: agentId }))).status).toBe(200);
});

test("input that is not valid is 400 with the fields that are wrong", async () => {
	const error = await expectError(await call(post('{"name":"a","nested":{"n":"1"}}')), 400, "bad_request");
	expect(Object.keys(error.fields)).toEqual(["name", "nested.n"]);
});

test.each([
	["no JSON", "{"],
	["nothing", ""],
	["broken text", Buffer.from([0x22, 0xff, 0x22])],
	["an array", "[]"],
	["null", "null"],
])("%s is 400", async (_name, content) => {
	await expectError(await call(post(content)), 400, "bad_request");
});

test("a body over 256 KiB is 413, whether its length is told or not", async () => {
	const large = JSON.stringify({ name: "x".repeat(256 * 1024) });
	await expectError(await call(post(large)), 413, "too_large");
	const untold = new Request(`${HERE}/api/x`, {
		method: "POST",
		headers: { cookie },
		body: new Blob([large]).stream(),
		duplex: "half",
	} as RequestInit);
	expect(untold.headers.get("content-length")).toBeNull();
	await expectError(await call(untold), 413, "too_large");
	await expect(readBody(post(large), 10)).rejects.toMatchObject({ code: "too_large" });
});

test.each(["https://evil.example", "null", "http://127.0.0.1:3001", "http://127.0.0.1:3000.evil.example"])(
	"a change asked for by a page of %s is 403",
	async (origin) => {
		await expectError(await call(post('{"name":"ab"}', { origin })), 403, "forbidden");
	},
);

test("a change asked for by our own page is done, behind a proxy too", async () => {
	expect((await call(post('{"name":"ab"}', { origin: HERE }))).status).toBe(200);
	const proxied = { origin: "https://kefu.example", "x-forwarded-host": "kefu.example" };
	expect((await call(post('{"name":"ab"}', proxied))).status).toBe(200);
});

test("another role is 403", async () => {
	const admins = route({ roles: ["admin"] }, async () => ({}));
	await expectError(await call(post(undefined), admins), 403, "forbidden");
	await getPrisma().agent.update({ where: { id: agentId }, data: { role: "admin" } });
	expect((await call(post(undefined), admins)).status).toBe(200);
});

test("parameters of the path that cannot be are 404, of the query 400", async () => {
	const handler = route({ params: z.object({ id: z.uuid() }) }, async () => ({}));
	await expectError(await call(post(undefined), handler, { id: "x" }), 404, "not_found");
	const query = route({ query: z.object({ n: z.coerce.number() }) }, async () => ({}));
	const request = new Request(`${HERE}/api/x?n=a`, { headers: { cookie } });
	await expectError(await call(request, query), 400, "bad_request");
});

test.each([
	["unknown", new Error("secret words"), 500, "internal"],
	[
		"no database",
		new AppError("database_unavailable", { cause: new Error("secret words") }),
		503,
		"database_unavailable",
	],
])("a fault of ours (%s) tells its code and an id, not its cause", async (_name, fault, status, code) => {
	const response = await answering(post(undefined), () => Promise.reject(fault));
	expect(await response.clone().text()).not.toContain("secret words");
	await expectError(response, status, code);
});

test("details that are for the caller are told", async () => {
	const refusal = new AppError("already_claimed", { details: { name: "她" } });
	const error = await expectError(
		await answering(post(undefined), () => Promise.reject(refusal)),
		409,
		"already_claimed",
	);
	expect(error.details).toEqual({ name: "她" });
});

test("a disabled agent, a raised session version, a deleted agent: the next request is 401", async () => {
	const ends = [{ disabledAt: new Date() }, { sessionVersion: 2 }];
	for (const [n, data] of ends.entries()) {
		const { agent } = await makeAgent(`ends${n}`);
		const own = { cookie: await cookieOf(agent.id) };
		expect((await call(post('{"name":"ab"}', own))).status).toBe(200);
		await getPrisma().agent.update({ where: { id: agent.id }, data });
		await expectError(await call(post('{"name":"ab"}', own)), 401, "sign_in_required");
	}
	const stranger = { cookie: await cookieOf(crypto.randomUUID()) };
	await expectError(await call(post('{"name":"ab"}', stranger)), 401, "sign_in_required");
});

async function expectError(response: Response, status: number, code: string) {
	const { error } = await response.json();
	expect({ status: response.status, code: error.code }).toEqual({ status, code });
	expect(error).toMatchObject({
		message: expect.any(String),
		requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
	});
	return error;
}
