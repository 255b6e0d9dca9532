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
