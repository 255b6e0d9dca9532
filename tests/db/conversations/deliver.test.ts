import { beforeEach, expect, test } from "vitest";
import { deliver, giveUpLostLeases } from "@/lib/conversations/deliver";
import { listDueConversations } from "@/lib/conversations/due";
import { listMessages } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { runDeliverers, startDeliverer } from "@/tests/support/deliverers";
import { grantOf, outbox } from "@/tests/support/desk";
import { claim, endLease, openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("deliver");
const { wechat, channel, conversationWith } = desk;

beforeEach(desk.clear);

test("S12: replies arrive in the order they were written, however many senders there are", async () => {
	const one = await conversationWith("order1", ["1", "2", "3", "4", "5"]);
	const two = await conversationWith("order2", ["a", "b", "c", "d", "e"]);
	await Promise.all(Array.from({ length: 10 }, () => [deliver(one), deliver(two)]).flat());
	expect(await wechat.received(channel.appId, "order1")).toEqual(["1", "2", "3", "4", "5"]);
	expect(await wechat.received(channel.appId, "order2")).toEqual(["a", "b", "c", "d", "e"]);
	expect(await outbox(one)).toEqual(Array(5).fill("accepted"));
	expect(await grantOf(one)).toMatchObject({ spent: 5, reserved: 0 });
});

test("S12: replies written at the same instant in several tabs arrive in the order of the thread", async () => {
	const id = await conversationWith("tabs", []);
	await Promise.all(["1", "2", "3", "4", "5"].map((text) => desk.say(id, text).then(() => deliver(id))));
	await deliver(id);
	const { items } = await listMessages(desk.agent, id, { limit: 10 });
	const written = items.flatMap((line) =>
		line.type === "text" && line.direction === "out" ? [line.content] : [],
	);
	expect(written.map((content) => (content.type === "text" ? content.text : ""))).toEqual(
		await wechat.received(channel.appId, "tabs"),
	);
	expect(await outbox(id)).toEqual(Array(5).fill("accepted"));
});

test("three processes sending at once send each reply once and in order", async () => {
	const users = ["p1", "p2", "p3"];
	const ids = await Promise.all(users.map((user) => conversationWith(user, ["1", "2", "3", "4", "5"])));
	await desk.fault("delay", { delayMs: 30 });
	await runDeliverers(3, ids);
	for (const user of users) {
		expect(await wechat.received(channel.appId, user)).toEqual(["1", "2", "3", "4", "5"]);
	}
	expect((await Promise.all(ids.map(outbox))).flat()).toEqual(Array(15).fill("accepted"));
});

test("one reply of a conversation is on its way at a time", async () => {
	const conversationId = await conversationWith("single", ["1", "2"]);
	const claims = await Promise.all([claim(conversationId), claim(conversationId), claim(conversationId)]);
	expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
	expect(await listDueConversations()).not.toContain(conversationId);
	expect(await outbox(conversationId)).toEqual(["sending", "queued"]);
});

test("a sender killed with a reply in hand: unknown after its lease, not before, and never sent again by itself", async () => {
	const conversationId = await conversationWith("killed", ["1", "2"]);
	await desk.fault("hangAfter");
	const sender = startDeliverer([conversationId]);
	await expect.poll(() => wechat.received(channel.appId, "killed")).toEqual(["1"]);
	sender.kill("SIGKILL");
	await deliver(conversationId);
	expect(await giveUpLostLeases()).not.toContain(conversationId);
	expect(await outbox(conversationId)).toEqual(["sending", "queued"]);
	await endLease(conversationId);
	await Promise.all([giveUpLostLeases(), giveUpLostLeases()]);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["unknown", "queued"]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 1, reserved: 1 });
	expect(await wechat.received(channel.appId, "killed")).toEqual(["1"]);
});

test("twenty replies with a token that died are all sent after exactly one refresh", async () => {
	await deliver(await conversationWith("warm", ["first"]));
	await wechat.control(`POST /accounts/${channel.appId}/tokens/invalidate`, {});
	await wechat.control("DELETE /log");
	const users = Array.from({ length: 20 }, (_, n) => `token${n}`);
	const ids = await Promise.all(users.map((user) => conversationWith(user, ["hi"])));
	await Promise.all(ids.map(deliver));
	expect((await Promise.all(ids.map(outbox))).flat()).toEqual(Array(20).fill("accepted"));
	expect(await wechat.calls("stable_token")).toBe(1);
});

test("many who need the first token ask for it once; an expired one (42001) is refreshed", async () => {
	const ids = await Promise.all(["e1", "e2", "e3", "e4"].map((user) => conversationWith(user, ["hi"])));
	await Promise.all(ids.map(deliver));
	expect(await wechat.calls("stable_token")).toBe(1);
	await wechat.control(`POST /accounts/${channel.appId}/expire`, {});
	const late = await conversationWith("e5", ["hi"]);
	await deliver(late);
	expect(await outbox(late)).toEqual(["accepted"]);
	expect(await wechat.calls("stable_token")).toBe(2);
});

test("no access token stands in the database in clear", async () => {
	await deliver(await conversationWith("cleartoken", ["hi"]));
	const tokens = [...wechat.simulator.world.tokenOwners.keys()];
	const [kept] = await rows<{ token: Buffer }>({ text: "SELECT token FROM access_tokens" });
	expect(kept?.token.length).toBeGreaterThan(100);
	expect(tokens.some((token) => kept?.token.includes(token))).toBe(false);
});
