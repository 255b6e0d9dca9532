/** What Postgres cannot hold is refused at the edge, with a status that blames the caller, and is no fault of ours. */
import { beforeAll, expect, test } from "vitest";
import type { Scope } from "@/lib/conversations/scope";
import { openConsoleHttp } from "@/tests/support/console-http";
import { makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";

const http = await openConsoleHttp();
const HALF = "\ud800";
const NOBODY = "00000000-0000-4000-8000-000000000000";
let admin: Scope;
let id: string;

beforeAll(async () => {
	id = await writeFirst(await makeChannel("hostile"), "oHostile");
	admin = await makeAgent("管理员", { role: "admin" });
});

const cursor = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
const searchFrom = (kind: string, place: unknown) =>
	`GET /api/search?q=a&kind=${kind}&cursor=${cursor(place)}`;
const beyond = { match: 2, before: "9".repeat(19) };

test.each([
	["a cursor beyond all ids", searchFrom("messages", beyond)],
	["a cursor beyond all ids, in notes", searchFrom("notes", { message: beyond, note: null })],
	["a cursor before all time", searchFrom("customers", { match: 4, at: "0000-01-01T00:00:00Z", id: NOBODY })],
	["a channel with a NUL", "GET /api/agents?channel=%00"],
	["half a character in a filter", "POST /api/filters", { name: "f", filter: { view: "all", tag: HALF } }],
	["half a character in a channel's name", "POST /api/admin/practice-channel", { name: HALF }],
	["an endpoint that is none", "DELETE /api/alerts/subscriptions", { endpoint: "a\0b" }],
])("%s: 400", async (_name, request, body?: unknown) => {
	expect(await http.as(admin, request, body)).toMatchObject({
		status: 400,
		body: { error: { code: "bad_request" } },
	});
});

test("a day that began under any offset is a day", async () => {
	const since = encodeURIComponent(`${new Date().toISOString().slice(0, 19)}+23:59`);
	expect(await http.as(admin, `GET /api/me/today?since=${since}`)).toMatchObject({
		status: 200,
		body: { handled: 0 },
	});
});

test("a draft in which half a character was deleted is kept all the same", async () => {
	expect((await http.as(admin, `PUT /api/conversations/${id}/draft`, { text: `好${HALF}` })).status).toBe(
		200,
	);
	expect((await http.as(admin, `GET /api/conversations/${id}`)).body.draft).toBe("好\ufffd");
});
