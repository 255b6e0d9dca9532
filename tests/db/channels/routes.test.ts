// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { expect, test } from "vitest";
import { POST as checkAlarm } from "@/app/api/admin/alarms/route";
import { POST as type } from "@/app/api/conversations/[conversationId]/typing/route";
import { rows } from "@/lib/db";
import { count, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { cookieOf, within } from "@/tests/support/request-scope";

const channel = await makeChannel("routes");
const conversationId = await writeFirst(channel, "oRoutes");
const admin = await makeAgent("管理员", { role: "admin" });
const agent = await makeAgent("客服");

const request = async (agentId: string | null, body: unknown) =>
	new Request("http://127.0.0.1:3000/", {
		method: "POST",
		headers: agentId ? { cookie: await cookieOf(agentId) } : {},
		body: JSON.stringify(body),
	});

const check = async (agentId: string | null, channelId: unknown) =>
	(await within(checkAlarm, await request(agentId, { channelId }), { params: Promise.resolve({}) })).status;

const typing = async (agentId: string | null, body: unknown, id = conversationId) =>
	(
		await within(type, await request(agentId, body), {
			params: Promise.resolve({ conversationId: id }),
		})
	).status;

test("only an administrator may have a paused channel tried at once", async () => {
	await rows({ text: "UPDATE channels SET paused_until = now() + interval '5 minutes'" });
	expect(await check(null, channel.id)).toBe(401);
	expect(await check(agent.agent.id, channel.id)).toBe(403);
	expect(await check(admin.agent.id, "nowhere")).toBe(404);
	expect(await check(admin.agent.id, 7)).toBe(400);
	expect(await count("channels", "paused_until > now()")).toBe(1);
	expect(await check(admin.agent.id, channel.id)).toBe(204);
	expect(await count("channels", "paused_until <= now()")).toBe(1);
});

test("a channel that is well stays so when it is checked", async () => {
	await rows({ text: "UPDATE channels SET paused_until = NULL" });
	expect(await check(admin.agent.id, channel.id)).toBe(204);
	expect(await count("channels", "paused_until IS NULL")).toBe(1);
});

test("a typing sign is answered with 204 although WeChat is not there, and only to those who see the customer", async () => {
	expect(await typing(agent.agent.id, { typing: true })).toBe(204);
	expect(await typing(agent.agent.id, { typing: false })).toBe(204);
	expect(await typing(agent.agent.id, { typing: "yes" })).toBe(400);
	expect(await typing(agent.agent.id, { typing: true }, crypto.randomUUID())).toBe(404);
	expect(await typing(null, { typing: true })).toBe(401);
});
