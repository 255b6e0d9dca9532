// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { expect, test } from "vitest";
import { DELETE, GET, PATCH } from "@/app/api/admin/channels/[channelId]/route";
import { changeChannel } from "@/lib/admin/change-channel";
import { changeChannelSchema } from "@/lib/admin/channel-schema";
import { getAccount } from "@/lib/channels/accounts";
import { raiseAlarm } from "@/lib/channels/alarms";
import { getPrisma, rows } from "@/lib/db";
import { seal } from "@/lib/secrets";
import { type Channel, count, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { push, textPacket } from "@/tests/support/packets";
import { cookieOf, within } from "@/tests/support/request-scope";

const { agent } = await makeAgent("管理", { role: "admin" });
const change = (channel: Pick<Channel, "id">, fields: object) =>
	changeChannel(channel.id, changeChannelSchema.parse(fields), agent.id);

async function call(
	handler: typeof PATCH,
	method: string,
	channelId: string,
	body?: unknown,
	who = agent.id,
) {
	const request = new Request(`http://127.0.0.1:3000/api/admin/channels/${channelId}`, {
		method,
		headers: { cookie: await cookieOf(who) },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const answer = await within(handler, request, { params: Promise.resolve({ channelId }) });
	return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
}

const trail = (target: string) =>
	rows<{ action: string; details: unknown }>({
		text: "SELECT action, details FROM audit_entries WHERE target = $1 ORDER BY id",
		values: [target],
	});

test("every setting is kept, shown, audited by name, and known to the push door at once", async () => {
	const channel = await makeChannel("all", { encryption: "safe" });
	await getAccount("all");
	const settings = {
		name: "栗子优选",
		openingMode: "bot",
		encryption: "compat",
		format: "xml",
		hosting: "url",
		freshnessSeconds: 300,
		relayUrl: "https://backend.example.com/push?from=kefu",
		afterTransfer: "agent",
		transferLapseMinutes: 90,
		watchSourceIps: true,
		assignment: "least_busy",
		stickyMinutes: 60,
		sessionMapping: [
			{ path: "order.id", label: "订单号" },
			{ regex: "page=([^&]+)", label: "进入页面" },
		],
		slaMinutes: 5,
	};
	const { status, body } = await call(PATCH, "PATCH", channel.id, settings);
	expect({ status, body }).toMatchObject({ status: 200, body: settings });
	expect((await call(GET, "GET", channel.id)).body).toMatchObject(settings);
	expect(await getAccount("all")).toMatchObject({
		encryption: "compat",
		freshnessSeconds: 300,
		relayUrl: settings.relayUrl,
		watchSourceIps: true,
	});
	const [entry] = await trail("all");
	expect(entry).toMatchObject({ action: "channel.update" });
	const { hosting: _same, ...changed } = settings;
	expect(JSON.stringify(entry?.details)).toBe(JSON.stringify({ changed: Object.keys(changed) }));
});

test("what is left out stays, and a change to what is there already is none", async () => {
	await makeChannel("rest");
	await change({ id: "rest" }, { freshnessSeconds: 60 });
	await change({ id: "rest" }, { relayUrl: "http://10.0.0.5:8080/x" });
	await change({ id: "rest" }, { freshnessSeconds: 60, token: "tokenrest" });
	expect(await getAccount("rest")).toMatchObject({
		freshnessSeconds: 60,
		relayUrl: "http://10.0.0.5:8080/x",
	});
	expect(await trail("rest")).toHaveLength(2);
	const sessionMapping = [{ regex: "a", label: "b" }];
	await change({ id: "rest" }, { sessionMapping });
	await change({ id: "rest" }, { sessionMapping });
	expect(await trail("rest")).toHaveLength(3);
	await change({ id: "rest" }, { freshnessSeconds: null, relayUrl: "" });
	expect(await getAccount("rest")).toMatchObject({ freshnessSeconds: null, relayUrl: null });
});

test("new secrets work with the next push, are never shown, and end the old access token and the pause", async () => {
	const channel = await makeChannel("secret", { encryption: "safe" });
	await rows({
		text: "INSERT INTO access_tokens (channel_id, token, expires_at, fetched_at) VALUES ('secret', $1, now() + interval '1 hour', now())",
		values: [seal("old")],
	});
	await rows({ text: "UPDATE channels SET paused_until = now() + interval '1 hour' WHERE id = 'secret'" });
	const fresh = { token: "freshToken1", encodingAesKey: "F".repeat(43), appSecret: "fresh-app-secret" };
	const shown = JSON.stringify(await change(channel, fresh));
	expect(await push({ ...channel, ...fresh }, textPacket(channel, "oNew", "hi"))).toMatchObject({
		status: 200,
	});
	expect(await push(channel, textPacket(channel, "oOld", "hi"))).toMatchObject({ status: 403 });
	expect(await count("access_tokens", "channel_id = 'secret'")).toBe(0);
	expect(await count("channels", "id = 'secret' AND paused_until IS NULL")).toBe(1);
	for (const text of [shown, JSON.stringify(await trail("secret"))])
		for (const secret of Object.values(fresh)) expect(text).not.toContain(secret);
	expect(await trail("secret")).toMatchObject([{ details: { changed: Object.keys(fresh) } }]);
});

test("a change of the push's secrets alone leaves the other secrets as they are", async () => {
	const channel = await makeChannel("part");
	await change(channel, { token: "onlyThis" });
	expect(await getAccount("part")).toMatchObject({
		token: "onlyThis",
		appSecret: channel.appSecret,
		encodingAesKey: channel.encodingAesKey,
	});
});

test("cloud hosting warns in both languages when it is switched on, and is audited; off again it does not", async () => {
	const channel = await makeChannel("hosted");
	const on = await change(channel, { hosting: "cloudrun" });
	expect(on).toMatchObject({
		hosting: "cloudrun",
		warning: { zh: expect.stringContaining("没有签名"), en: expect.stringContaining("neither signed") },
	});
	expect(await trail("hosted")).toMatchObject([{ details: { changed: ["hosting"], hosting: "cloudrun" } }]);
	expect(await change(channel, { name: "x" })).not.toHaveProperty("warning");
	expect(await change(channel, { hosting: "url" })).not.toHaveProperty("warning");
});

test("an encryption without a key is refused, whichever of the two is changed", async () => {
	const channel = await makeChannel("keyless", { encodingAesKey: null });
	const wrong = { code: "bad_request", details: { fields: { encodingAesKey: "needed in this mode" } } };
	await expect(change(channel, { encryption: "safe" })).rejects.toMatchObject(wrong);
	await change(channel, { encryption: "safe", encodingAesKey: "k".repeat(43) });
	await expect(change(channel, { encodingAesKey: "" })).rejects.toMatchObject(wrong);
	expect(await getAccount("keyless")).toMatchObject({ encryption: "safe", encodingAesKey: "k".repeat(43) });
});

test("switching off what raised an alarm heals it", async () => {
	const channel = await makeChannel("heals");
	await change(channel, { relayUrl: "https://example.com/", watchSourceIps: true });
	await raiseAlarm("heals", "relay");
	await raiseAlarm("heals", "source_ip");
	await change(channel, { relayUrl: null, watchSourceIps: false });
	expect(await count("channel_alarms", "channel_id = 'heals' AND healed_at IS NULL")).toBe(0);
});

test("of two changes made on the same reading one wins and the other is told", async () => {
	const channel = await makeChannel("both");
	const results = await Promise.allSettled(
		["a", "b", "c", "d"].map((name) => change(channel, { name, token: `token${name}` })),
	);
	const { name } = (await call(GET, "GET", "both")).body;
	expect(await getAccount("both")).toMatchObject({ name, token: `token${name}` });
	for (const result of results)
		if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
});

test.each([
	["name", { name: " " }],
	["token", { token: "has blank" }],
	["encodingAesKey", { encodingAesKey: "short" }],
	["appSecret", { appSecret: "" }],
	["hosting", { hosting: "moon" }],
	["freshnessSeconds", { freshnessSeconds: 0 }],
	["freshnessSeconds", { freshnessSeconds: 86_401 }],
	["freshnessSeconds", { freshnessSeconds: 1.5 }],
	["relayUrl", { relayUrl: "ftp://example.com" }],
	["relayUrl", { relayUrl: "file:///etc/passwd" }],
	["relayUrl", { relayUrl: "https://user:pass@example.com/" }],
	["relayUrl", { relayUrl: "https://example.com/#x" }],
	["relayUrl", { relayUrl: "javascript:alert(1)" }],
	["relayUrl", { relayUrl: `https://example.com/${"x".repeat(2048)}` }],
	["relayUrl", { relayUrl: "http://127.0.0.1:3000/api/push/other" }],
	["afterTransfer", { afterTransfer: "queue" }],
	["transferLapseMinutes", { transferLapseMinutes: 43_201 }],
	["watchSourceIps", { watchSourceIps: "yes" }],
	["assignment", { assignment: "random" }],
	["stickyMinutes", { stickyMinutes: 0 }],
	["slaMinutes", { slaMinutes: 1441 }],
	["sessionMapping.0.regex", { sessionMapping: [{ regex: "(", label: "x" }] }],
	["sessionMapping.0.path", { sessionMapping: [{ path: "", label: "x" }] }],
	["", { appId: "wx0000000000000000" }],
])("a wrong %s is named and nothing changes: %j", async (field, fields) => {
	await getPrisma().channel.deleteMany({ where: { id: "wrong" } });
	await makeChannel("wrong");
	const { status, body } = await call(PATCH, "PATCH", "wrong", { ...fields });
	expect(status).toBe(400);
	expect(Object.keys(body.error.fields)).toEqual([field]);
	expect(await trail("wrong")).toEqual([]);
});

test("a channel nobody wrote to is deleted with all that is its own; one with conversations is a conflict", async () => {
	const channel = await makeChannel("doomed", { hosting: "url" } as object);
	await push(
		channel,
		JSON.stringify({
			ToUserName: channel.originalId,
			FromUserName: "",
			CreateTime: 1_700_000_000,
			MsgType: "event",
			Event: "debug_demo",
		}),
	);
	await raiseAlarm("doomed", "relay");
	await rows({
		text: `WITH picture AS (INSERT INTO media (channel_id, origin, status) VALUES ('doomed', 'agent', 'pending') RETURNING id)
			INSERT INTO cards (channel_id, type, name, title, pagepath, media_id) SELECT 'doomed', 'miniprogrampage', 'n', 't', 'p', id FROM picture`,
	});
	expect(await call(DELETE, "DELETE", "doomed")).toEqual({ status: 204, body: null });
	for (const table of ["cards", "media", "raw_pushes", "push_receipts", "channel_alarms"])
		expect(await count(table, "channel_id = 'doomed'"), table).toBe(0);
	expect((await trail("doomed")).map(({ action }) => action)).toContain("channel.delete");
	await expect(getAccount("doomed")).rejects.toMatchObject({ code: "not_found" });
	expect((await call(DELETE, "DELETE", "doomed")).status).toBe(404);

	const busy = await makeChannel("busy");
	await writeFirst(busy, "oBusy");
	expect((await call(DELETE, "DELETE", "busy")).status).toBe(409);
	expect(await count("conversations", "channel_id = 'busy'")).toBe(1);
});

test("only administrators see and change settings", async () => {
	await makeChannel("rights");
	const someone = await makeAgent("客服");
	expect((await call(GET, "GET", "rights", undefined, someone.agent.id)).status).toBe(403);
	expect((await call(PATCH, "PATCH", "rights", { name: "x" }, someone.agent.id)).status).toBe(403);
	expect((await call(DELETE, "DELETE", "rights", undefined, someone.agent.id)).status).toBe(403);
	expect((await call(GET, "GET", "nobody")).status).toBe(404);
});
