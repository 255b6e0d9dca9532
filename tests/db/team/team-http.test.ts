import { beforeAll, expect, test } from "vitest";
import type { Scope } from "@/lib/conversations/scope";
import { openConsoleHttp } from "@/tests/support/console-http";
import { type Channel, count, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { openPushService } from "@/tests/support/push-service";
import { ownerOf } from "@/tests/support/team";

const http = await openConsoleHttp();
const service = await openPushService();
let channel: Channel;
let lin: Scope;
let zhou: Scope;
let admin: Scope;

beforeAll(async () => {
	channel = await makeChannel("team-http");
	[lin, zhou] = [await makeAgent("林晓"), await makeAgent("周宁")];
	admin = await makeAgent("管理员", { role: "admin" });
});

test("presence and beats over HTTP; what is no presence is refused", async () => {
	expect((await http.as(lin, "PUT /api/presence", { presence: "away" })).body).toMatchObject({
		presence: "away",
	});
	expect((await http.as(lin, "PUT /api/presence", { presence: "asleep" })).status).toBe(400);
	const id = await writeFirst(channel, "oBeat");
	const sign = { conversationId: id, typing: "reply" };
	expect((await http.as(lin, "POST /api/presence/beat", sign)).body).toEqual({
		presence: "away",
		idle: false,
		load: 0,
		capacity: 8,
		assigning: false,
		viewers: [],
	});
	const { body } = await http.as(zhou, `GET /api/conversations/viewers?ids=${id}`);
	expect(body.items).toEqual([{ conversationId: id, viewers: [expect.objectContaining(lin.agent)] }]);
	for (const ids of [
		"",
		"x",
		Array(101)
			.fill(id)
			.map((one, n) => one.slice(0, -3) + String(100 + n))
			.join(","),
	]) {
		expect((await http.as(zhou, `GET /api/conversations/viewers?ids=${ids}`)).status).toBe(400);
	}
});

test("the team over HTTP", async () => {
	const { body } = await http.as(lin, "GET /api/agents");
	expect(body).toEqual({ items: expect.any(Array), nextCursor: null });
	expect(body.items).toContainEqual({ ...zhou.agent, presence: "offline", load: 0, capacity: 8 });
	expect((await http.as(lin, `GET /api/agents?channel=${channel.id}`)).body.items).toHaveLength(3);
});

test("an assignee with a note, and a take-over without asking", async () => {
	const id = await writeFirst(channel, "oHttp");
	const given = await http.as(lin, `PUT /api/conversations/${id}/assignee`, {
		agentId: zhou.agent.id,
		note: " 请跟进 ",
	});
	expect(given.body).toMatchObject({ assignee: zhou.agent });
	const { body } = await http.as(lin, `GET /api/conversations/${id}/messages`);
	expect(body.items.at(-1)).toMatchObject({ direction: "note", content: { text: "请跟进" } });
	const taken = await http.as(lin, `POST /api/conversations/${id}/take-over`);
	expect([taken.status, taken.body.assignee]).toEqual([200, lin.agent]);
	expect(await ownerOf(id)).toBe(lin.agent.id);
});

test("only administrators change how much a person is given, and it is written down", async () => {
	const path = `PATCH /api/admin/agents/${lin.agent.id}`;
	expect((await http.as(lin, path, { capacity: 3 })).status).toBe(403);
	expect((await http.as(admin, path, { capacity: 3 })).body).toEqual({ ...lin.agent, capacity: 3 });
	expect(await count("audit_entries", `action = 'agent.update' AND target = '${lin.agent.id}'`)).toBe(1);
	for (const body of [
		{ capacity: -1 },
		{ capacity: 501 },
		{ capacity: 2.5 },
		{},
		{ capacity: 3, role: "admin" },
	]) {
		expect((await http.as(admin, path, body)).status).toBe(400);
	}
	const nobody = `PATCH /api/admin/agents/${crypto.randomUUID()}`;
	expect((await http.as(admin, nobody, { capacity: 3 })).status).toBe(404);
});

test("preferences: defaults at first, what is named changes, what is unknown is refused", async () => {
	const first = await http.as(zhou, "GET /api/me/preferences");
	expect(first.body).toEqual({
		sendKey: "enter",
		singleKeys: true,
		sound: "mine",
		desktop: "mine",
		webPush: "mine",
		mentions: true,
		warnings: true,
		showText: false,
		theme: null,
		contrast: null,
		language: null,
		sorts: {},
		viewsFolded: false,
		customerFolded: false,
	});
	const put = (change: unknown) => http.as(zhou, "PUT /api/me/preferences", change);
	await Promise.all([
		put({ sendKey: "mod_enter" }),
		put({ theme: "dark", contrast: "normal" }),
		put({ webPush: "all" }),
	]);
	const changed = { ...first.body, sendKey: "mod_enter", theme: "dark", contrast: "normal", webPush: "all" };
	expect((await http.as(zhou, "GET /api/me/preferences")).body).toEqual(changed);
	expect((await put({ sendKey: "space" })).status).toBe(400);
	expect((await put({ isAdmin: true })).status).toBe(400);
	expect((await http.as(lin, "GET /api/me/preferences")).body).toEqual(first.body);
});

test("alerts: the key, subscribing, the test, and signing off", async () => {
	const { body } = await http.as(lin, "GET /api/alerts/key");
	expect(Buffer.from(body.publicKey, "base64url")).toHaveLength(65);
	expect(Object.keys(body)).toEqual(["publicKey"]);
	const { subscription } = service.newBrowser();
	const subscribed = await http.as(lin, "POST /api/alerts/subscriptions", {
		...subscription,
		endpoint: "https://localhost/x",
		expirationTime: null,
	});
	expect([subscribed.status, Object.keys(subscribed.body)]).toEqual([201, ["id"]]);
	const listed = await http.as(lin, "GET /api/alerts/subscriptions");
	expect(listed.body.items).toEqual([expect.objectContaining({ id: subscribed.body.id, label: "" })]);
	expect((await http.as(lin, "POST /api/alerts/subscriptions", { endpoint: "http://x.test" })).status).toBe(
		400,
	);
	// Our own machine: never called.
	expect((await http.as(lin, "POST /api/alerts/test")).body).toEqual({ sent: 0, failed: 1 });
	const off = await http.as(lin, "DELETE /api/alerts/subscriptions", { endpoint: "https://localhost/x" });
	expect(off.status).toBe(204);
	expect((await http.as(lin, "POST /api/alerts/test")).body).toEqual({ sent: 0, failed: 0 });
});

test("without a session nothing of it is answered", async () => {
	for (const path of ["/api/alerts/key", "/api/me/preferences", "/api/agents"]) {
		expect((await fetch(http.origin + path)).status).toBe(401);
	}
});
