import { beforeEach, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { setTyping } from "@/lib/conversations/typing";
import { changeConversation } from "@/lib/conversations/update";
import { row, rows } from "@/lib/db";
import { closeHub, isListening, listen } from "@/lib/live/hub";
import { makeAgent } from "@/tests/support/desk";
import { openOutbox } from "@/tests/support/outbox";
import type { Json } from "@/tests/support/simulator";

const desk = await openOutbox("typing");
const { wechat, channel, agent, conversationWith } = desk;

beforeEach(desk.clear);

const isTyping = async (user: string): Promise<boolean> =>
	(await wechat.control(`GET /chat/${channel.appId}/${user}/transcript`)).typing;

/** What WeChat was told, oldest first. */
async function commands(): Promise<string[]> {
	const { items } = await wechat.control("GET /log?kind=api&limit=500");
	return items
		.filter(({ request }: Json) => request.url.includes("custom/typing"))
		.map(({ request }: Json) => JSON.parse(request.body).command);
}

/** Somebody whose text WeChat has seen as well as we. */
async function writer(user: string): Promise<string> {
	await desk.openidOf(user);
	await wechat.control(`POST /chat/${channel.appId}/${user}/text`, { content: "在吗" });
	return conversationWith(user, []);
}

const longAgo = (conversationId: string, seconds: number) =>
	rows({
		text: "UPDATE conversations SET typing_at = typing_at - make_interval(secs => $2) WHERE id = $1",
		values: [conversationId, seconds],
	});

test("Y1: the customer sees that an agent writes; asked by ten at once, WeChat is told once in 15 s", async () => {
	const id = await writer("many");
	await Promise.all(Array.from({ length: 10 }, () => setTyping(agent, id, true)));
	expect(await isTyping("many")).toBe(true);
	expect(await commands()).toEqual(["Typing"]);
	await longAgo(id, 14);
	await setTyping(agent, id, true);
	expect(await commands()).toEqual(["Typing"]);
	await longAgo(id, 2);
	await wechat.control("POST /clock", { advanceSeconds: 16 });
	await setTyping(agent, id, true);
	expect(await commands()).toEqual(["Typing", "Typing"]);
});

test("who stops without sending takes the sign away, once, and never one that is not shown", async () => {
	const id = await writer("stops");
	await setTyping(agent, id, false);
	expect(await commands()).toEqual([]);
	await setTyping(agent, id, true);
	await setTyping(agent, id, false);
	expect(await isTyping("stops")).toBe(false);
	await setTyping(agent, id, false);
	expect(await commands()).toEqual(["Typing", "CancelTyping"]);
});

test("no sign where WeChat would refuse it or nobody here may speak", async () => {
	const closed = await conversationWith("closed", []);
	await rows({
		text: `UPDATE reply_grants SET granted_at = now() - interval '3 days', expires_at = now() - interval '1 day'
			WHERE conversation_id = $1`,
		values: [closed],
	});
	const quiet = await conversationWith("quiet", []);
	await rows({
		text: "UPDATE messages SET created_at = now() - interval '31 seconds' WHERE conversation_id = $1",
		values: [quiet],
	});
	const transferred = await conversationWith("transferred", []);
	await changeConversation(agent, transferred, { kind: "mode", mode: "transfer" });
	const owned = await conversationWith("owned", []);
	await changeConversation(await makeAgent("同事"), owned, { kind: "claim" });
	for (const id of [closed, quiet, transferred, owned]) await setTyping(agent, id, true);
	expect(await commands()).toEqual([]);
	await expect(setTyping({ ...agent, channelIds: [] }, quiet, true)).rejects.toMatchObject({
		code: "not_found",
	});
});

test.each([45080, 45081, 45072, -1, 40001])("Y1: %i stays between WeChat and us", async (errcode) => {
	await wechat.control("POST /faults", { target: "api", kind: "errcode", path: "typing", errcode });
	const id = await conversationWith(`silent${errcode}`, ["hi"]);
	await expect(setTyping(agent, id, true)).resolves.toBeUndefined();
	await wechat.control("DELETE /faults");
	await deliver(id);
	expect(await wechat.received(channel.appId, `silent${errcode}`)).toEqual(["hi"]);
	expect(await typingOff()).toBe(false);
});

test.each([40200, 48001])(
	"after %i the account is not asked again, and its replies go on",
	async (errcode) => {
		await wechat.control("POST /faults", { target: "api", kind: "errcode", path: "typing", errcode });
		const id = await conversationWith(`never${errcode}`, ["hi"]);
		await setTyping(agent, id, true);
		expect(await typingOff()).toBe(true);
		await setTyping(agent, await conversationWith(`other${errcode}`, []), true);
		expect(await commands()).toHaveLength(1);
		await wechat.control("DELETE /faults");
		await deliver(id);
		expect(await wechat.received(channel.appId, `never${errcode}`)).toEqual(["hi"]);
	},
);

test("a lost connection on the way is nobody's business", async () => {
	await wechat.control("POST /faults", { target: "api", kind: "resetBefore", path: "typing", count: 1 });
	await expect(setTyping(agent, await conversationWith("reset", []), true)).resolves.toBeUndefined();
});

test("no screen is woken and no row looks changed by it", async () => {
	const id = await conversationWith("unseen", []);
	const woken: string[] = [];
	const unlisten = listen({ wake: (wake) => woken.push(...wake.conversationIds), resync() {}, end() {} });
	await expect.poll(isListening).toBe(true);
	const before = await changeIdOf(id);
	await setTyping(agent, id, true);
	await setTyping(agent, id, false);
	expect(await changeIdOf(id)).toBe(before);
	expect(woken).not.toContain(id);
	unlisten();
	await closeHub();
});

const changeIdOf = async (id: string): Promise<string> =>
	(
		await row<{ change: string }>({
			text: "SELECT change_id::text AS change FROM conversations WHERE id = $1",
			values: [id],
		})
	).change;

const typingOff = async (): Promise<boolean> =>
	(
		await row<{ off: boolean }>({
			text: "SELECT typing_off_at IS NOT NULL AS off FROM channels WHERE id = $1",
			values: [channel.id],
		})
	).off;
