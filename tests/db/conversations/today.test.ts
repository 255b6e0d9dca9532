import { expect, test } from "vitest";
import { reply } from "@/lib/conversations/reply";
import { countToday } from "@/lib/conversations/today";
import { changeConversation } from "@/lib/conversations/update";
import { rows } from "@/lib/db";
import { makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";

test("what one agent has replied to or closed since midnight is counted once a conversation, and nobody else's", async () => {
	const channel = await makeChannel("today");
	const [agent, colleague] = [await makeAgent("林晓"), await makeAgent("周子墨")];
	const since = new Date(Date.now() - 60_000).toISOString();
	const today = async (scope = agent) => (await countToday(scope, { since })).handled;
	const claimed = async (name: string, scope = agent) => {
		const id = await writeFirst(channel, name);
		await changeConversation(scope, id, { kind: "claim" });
		return id;
	};
	const id = await claimed("o-both");
	expect(await today(), "taking is not handling").toBe(0);
	for (const clientKey of ["a", "b"]) await reply(agent, id, { clientKey, type: "text", text: clientKey });
	await changeConversation(agent, id, { kind: "status", status: "closed" });
	expect(await today()).toBe(1);
	await changeConversation(agent, await claimed("o-closed"), { kind: "status", status: "closed" });
	expect(await today()).toBe(2);
	const hers = await claimed("o-hers", colleague);
	await reply(colleague, hers, { clientKey: "c", type: "text", text: "c" });
	expect([await today(), await today(colleague)]).toEqual([2, 1]);
	await rows({
		text: "UPDATE messages SET created_at = now() - interval '1 day' WHERE conversation_id = $1",
		values: [id],
	});
	expect(await today(), "yesterday's").toBe(1);
});

test("the first response is the middle of the waits that ended with this agent's first reply of the day", async () => {
	const channel = await makeChannel("first-response");
	const [agent, colleague] = [await makeAgent("孟晚"), await makeAgent("沈佳")];
	const since = new Date(Date.now() - 3_600_000).toISOString();
	const median = async () => (await countToday(agent, { since })).firstResponseSeconds;
	const repliedAfter = async (name: string, seconds: number) => {
		const id = await writeFirst(channel, name);
		await changeConversation(agent, id, { kind: "claim" });
		await setBack(id, seconds);
		await reply(agent, id, { clientKey: `${name}-1`, type: "text", text: "在的" });
		return id;
	};
	expect(await median(), "nothing yet").toBeNull();
	await repliedAfter("o-quick", 10);
	expect(await median()).toBe(10);
	const id = await repliedAfter("o-slow", 60);
	expect(await median(), "between two").toBe(35);
	await reply(agent, id, { clientKey: "second", type: "text", text: "还有" });
	expect(await median(), "only the first reply counts").toBe(35);
	await repliedAfter("o-slower", 100);
	expect(await median()).toBe(60);
	const hers = await writeFirst(channel, "o-hers");
	await changeConversation(colleague, hers, { kind: "claim" });
	await setBack(hers, 1000);
	await reply(colleague, hers, { clientKey: "hers", type: "text", text: "在的" });
	expect(await median(), "nobody else's").toBe(60);
});

test("whoever was answered by the bot waits from the moment the conversation came to people", async () => {
	const channel = await makeChannel("after-bot");
	const agent = await makeAgent("何蔚");
	const id = await writeFirst(channel, "o-bot");
	await rows({
		text: `UPDATE messages SET direction = 'event', type = 'mode_changed', content = '{"event":"mode_changed","from":"bot","to":"agent"}'
			WHERE conversation_id = $1`,
		values: [id],
	});
	await setBack(id, 20);
	await changeConversation(agent, id, { kind: "claim" });
	await reply(agent, id, { clientKey: "a", type: "text", text: "在的" });
	const since = new Date(Date.now() - 3_600_000).toISOString();
	expect(await countToday(agent, { since })).toEqual({ handled: 1, firstResponseSeconds: 20 });
});

/** As if everything in it had happened so much earlier. */
const setBack = (id: string, seconds: number) =>
	rows({
		text: `UPDATE messages SET created_at = created_at - make_interval(secs => $2) WHERE conversation_id = $1`,
		values: [id, seconds],
	});
