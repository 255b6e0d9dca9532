// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/customers/[customerId]/visits/route";
import { addNote } from "@/lib/conversations/notes";
import { reply } from "@/lib/conversations/reply";
import type { Scope } from "@/lib/conversations/scope";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { getCustomer } from "@/lib/customers/detail";
import type { Visit } from "@/lib/customers/schema";
import { callApi } from "@/tests/support/api-call";
import { type Channel, enterFrom, makeAgent, makeChannel, textFrom, write } from "@/tests/support/desk";

let channel: Channel;
let agent: Scope;
let colleague: Scope;

beforeAll(async () => {
	channel = await makeChannel("visits");
	[agent, colleague] = [await makeAgent("林晓"), await makeAgent("周子墨")];
});

const close = (id: string) => changeConversation(agent, id, { kind: "status", status: "closed" });
const say = (who: Scope, id: string, clientKey: string) =>
	reply(who, id, { clientKey, type: "text", text: clientKey });
const customerOf = async (id: string) => (await getConversation(agent, id, new Date())).customer.id;
const visits = async (customerId: string, query = "", who = agent) =>
	(await callApi(who, GET, { params: { customerId }, query })).body;

test("each visit goes from the customer's coming to its closed line, with first words and who answered", async () => {
	const { id } = await write(channel, enterFrom("o-visits"));
	await write(channel, textFrom("o-visits", "礼盒能写贺卡吗"));
	await close(id);
	// A note that is left afterwards is not a visit's beginning.
	await addNote(agent, id, { text: "记一笔", clientKey: "n" });
	await write(channel, textFrom("o-visits", "电子发票抬头修改"));
	await write(channel, textFrom("o-visits", "急"));
	await say(colleague, id, "a");
	await changeConversation(agent, id, { kind: "assign", assignee: agent.agent });
	await say(agent, id, "b");
	await close(id);
	await write(channel, textFrom("o-visits", "你好，昨天收到的陶瓷杯碎了一只"));
	const customerId = await customerOf(id);
	const { visitCount, visits: shown } = await getCustomer(agent, customerId);
	expect(visitCount).toBe(3);
	expect(shown.nextCursor).toBeNull();
	expect(shown.items).toMatchObject([
		{ firstWords: "电子发票抬头修改", agent: agent.agent, endedBy: "agent" },
		{ firstWords: "礼盒能写贺卡吗", agent: null, endedBy: "bot" },
	]);
	const { items: thread } = await listMessages(agent, id, { limit: 100 });
	for (const { fromSeq, toSeq, startedAt, endedAt } of shown.items) {
		const at = (seq: number) => thread.find((message) => message.seq === seq);
		expect(at(toSeq)).toMatchObject({ type: "closed", at: endedAt });
		expect(["customer_entered", "reopened"]).toContain(at(fromSeq)?.type);
		expect(at(fromSeq)?.at).toBe(startedAt);
	}
});

test("pages of visits hold each once, newest first; the open conversation is none of them", async () => {
	const { id } = await write(channel, textFrom("o-pages", "第 0 次"));
	for (let n = 1; n <= 7; n++) {
		await close(id);
		await write(channel, textFrom("o-pages", `第 ${n} 次`));
	}
	const customerId = await customerOf(id);
	const { visits: shown, visitCount } = await getCustomer(agent, customerId);
	expect(visitCount).toBe(8);
	expect(shown.items).toHaveLength(5);
	const seen: string[] = shown.items.map(({ firstWords }) => firstWords);
	let cursor = shown.nextCursor;
	while (cursor) {
		const page = await visits(customerId, `?limit=1&cursor=${cursor}`);
		seen.push(...page.items.map(({ firstWords }: Visit) => firstWords));
		cursor = page.nextCursor;
	}
	expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `第 ${n} 次`));
	const stranger = await makeAgent("别人", { channelIds: [] });
	expect((await visits(customerId, "", stranger)).error.code).toBe("not_found");
	expect((await visits(customerId, "?cursor=x")).error.code).toBe("bad_request");
});
