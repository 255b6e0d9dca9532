import { beforeEach, expect, test } from "vitest";
import { assign } from "@/lib/conversations/assign";
import { assignWaiting } from "@/lib/conversations/auto-assign";
import { decidePush } from "@/lib/conversations/decide-push";
import { beat, setPresence } from "@/lib/conversations/presence";
import type { Scope } from "@/lib/conversations/scope";
import { listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { rows } from "@/lib/db";
import { sweep } from "@/lib/jobs/worker";
import { makeAgent, outbox, setRules, textFrom, write, writeFirst } from "@/tests/support/desk";
import { eventsOf, makeOnline, makeShop, ownerOf, sendAllHome } from "@/tests/support/team";

beforeEach(sendAllHome);

const close = (scope: Scope, id: string) =>
	changeConversation(scope, id, { kind: "status", status: "closed" });
const set = (what: string, id: string) =>
	rows({ text: `UPDATE conversations SET ${what} WHERE id = $1`, values: [id] });

test("off: nobody is given anything", async () => {
	const shop = await makeShop("off", "off");
	await makeOnline("林晓", 5);
	const id = await writeFirst(shop, "oOff");
	expect(await assignWaiting()).toEqual([]);
	expect(await ownerOf(id)).toBeNull();
});

test("it is the desk that gave it, and the thread says so", async () => {
	const shop = await makeShop("line", "round_robin");
	const lin = await makeOnline("接班", 5);
	const id = await writeFirst(shop, "oLine");
	await assignWaiting();
	expect(await eventsOf(id)).toEqual([
		{ event: "assigned", to: "接班", self: false, auto: true, sticky: false },
	]);
	const { items } = await listMessages(lin, id, { limit: 10 });
	expect(items.at(-1)).toMatchObject({ direction: "event", author: { kind: "system", name: null } });
});

test("only people online, of late, in scope and with room are given anything", async () => {
	const shop = await makeShop("who", "round_robin");
	const other = await makeOnline("别处", 5, []);
	const full = await makeOnline("没空", 0);
	const away = await makeOnline("离开", 5);
	await setPresence(away, "away");
	const silent = await makeOnline("没声音", 5);
	await rows({
		text: "UPDATE agents SET heartbeat_at = now() - interval '41 seconds' WHERE id = $1",
		values: [silent.agent.id],
	});
	const gone = await makeOnline("离职", 5);
	await rows({ text: "UPDATE agents SET disabled_at = now() WHERE id = $1", values: [gone.agent.id] });
	const id = await writeFirst(shop, "oWho");
	expect(await assignWaiting()).toEqual([]);
	const seeing = await makeOnline("看得见", 1, [shop.id]);
	expect(await assignWaiting()).toEqual([id]);
	expect(await ownerOf(id)).toBe(seeing.agent.id);
	expect([other, full].map(({ agent }) => agent.id)).not.toContain(await ownerOf(id));
});

test("who nobody may serve holds up nobody behind them", async () => {
	const closed = await makeShop("heldup-a", "round_robin");
	const first = await writeFirst(closed, "oFirst");
	const shop = await makeShop("heldup-b", "round_robin");
	await rows({ text: "UPDATE channels SET assignment = 'round_robin' WHERE id = $1", values: [closed.id] });
	await makeOnline("只看乙", 5, [shop.id]);
	const second = await writeFirst(shop, "oSecond");
	expect(await assignWaiting()).toEqual([second]);
	expect(await ownerOf(first)).toBeNull();
});

test.each([
	["the bot answers", "mode = 'bot'"],
	["nobody waits", "waiting_since = NULL"],
	[
		"it was put away until later",
		"snoozed_until = now() + interval '1 hour', snoozed_epoch = epoch, snoozed_after = last_customer_message_at",
	],
])("not while %s", async (name, change) => {
	const shop = await makeShop(`not-${name.replaceAll(" ", "-")}`, "round_robin");
	await makeOnline(name, 5);
	const id = await writeFirst(shop, `o${name}`);
	await set(change, id);
	expect(await assignWaiting()).toEqual([]);
});

test("what was put away comes back with the customer's next message", async () => {
	const shop = await makeShop("comes-back", "round_robin");
	await makeOnline("回来", 5);
	const id = await writeFirst(shop, "oLater");
	await set(
		"snoozed_until = now() + interval '1 hour', snoozed_epoch = epoch, snoozed_after = last_customer_message_at - interval '1 second'",
		id,
	);
	expect(await assignWaiting()).toEqual([id]);
});

test("a bot that hands over finishes its sentence, though the desk gives the conversation on at once", async () => {
	const shop = await makeShop("sentence", "round_robin");
	await rows({ text: "UPDATE channels SET opening_mode = 'bot' WHERE id = $1", values: [shop.id] });
	await setRules(shop.id, [
		{
			name: "转人工",
			trigger: { kind: "keyword", match: "contains", keywords: ["人工"] },
			actions: [
				{ kind: "reply", text: "稍候" },
				{ kind: "switch_mode", mode: "agent" },
			],
		},
	]);
	const lin = await makeOnline("接话", 5);
	const inbound = textFrom("oSentence", "人工");
	const conversation = await write(shop, inbound);
	await decidePush(shop.id, inbound.dedupeKey, conversation, { kind: "message", text: "人工" }, new Date());
	expect(await assignWaiting()).toEqual([conversation.id]);
	expect(await ownerOf(conversation.id)).toBe(lin.agent.id);
	expect(await outbox(conversation.id)).toEqual(["queued"]);
	await rows({ text: "SELECT * FROM kefu_claim_message($1, 45)", values: [conversation.id] });
	expect(await outbox(conversation.id)).toEqual(["sending"]);
});

test.each(["round_robin", "off"] as const)(
	"%s: a customer who comes back in time goes to the agent they had, if that one has room; later it is anybody's turn",
	async (policy) => {
		const shop = await makeShop(`sticky-${policy}`, policy, 30);
		const [had, other] = [await makeOnline(`以前${policy}`, 1), await makeOnline(`别人${policy}`, 5)];
		const ids = await Promise.all(
			["oSoon", "oBusy", "oLate"].map(async (openid) => {
				const id = await writeFirst(shop, openid);
				await assign(had, id, had.agent.id);
				await close(had, id);
				return id;
			}),
		);
		const [soon = "", busy = "", late = ""] = ids;
		await write(shop, textFrom("oSoon", "还有问题"));
		await assignWaiting();
		expect(await ownerOf(soon)).toBe(had.agent.id);
		expect((await eventsOf(soon)).at(-1)).toMatchObject({ auto: true, sticky: true });

		await write(shop, textFrom("oBusy", "还有问题"));
		await assignWaiting();
		expect(await ownerOf(busy)).toBe(policy === "off" ? null : other.agent.id);

		await close(had, soon);
		await set("last_agent_at = now() - interval '31 minutes'", late);
		await set("waiting_since = NULL", busy);
		await rows({ text: "UPDATE agents SET assigned_at = NULL WHERE id = $1", values: [other.agent.id] });
		await write(shop, textFrom("oLate", "还有问题"));
		await assignWaiting();
		expect(await ownerOf(late)).toBe(policy === "off" ? null : other.agent.id);
	},
);

test("who gave a conversation back to the queue is not given it again, a colleague is", async () => {
	const shop = await makeShop("giveback", "round_robin", 30);
	const lin = await makeOnline("不要", 5);
	const id = await writeFirst(shop, "oBack");
	await assignWaiting();
	await assign(lin, id, null);
	expect(await assignWaiting()).toEqual([]);
	const zhou = await makeOnline("要", 5);
	expect(await assignWaiting()).toEqual([id]);
	expect(await ownerOf(id)).toBe(zhou.agent.id);
});

test("whoever loses or closes a conversation is remembered as the one who had it", async () => {
	const shop = await makeShop("remember", "off");
	const [lin, zhou] = [await makeAgent("林"), await makeAgent("周")];
	const id = await writeFirst(shop, "oRemember");
	const last = async () =>
		(
			await rows<{ last_agent_id: string | null; known: boolean }>({
				text: "SELECT last_agent_id, last_agent_at IS NOT NULL AS known FROM conversations WHERE id = $1",
				values: [id],
			})
		)[0];
	await assign(lin, id, lin.agent.id);
	expect(await last()).toEqual({ last_agent_id: null, known: false });
	await assign(lin, id, zhou.agent.id);
	expect(await last()).toEqual({ last_agent_id: lin.agent.id, known: true });
	await changeConversation(zhou, id, { kind: "mode", mode: "bot" });
	expect(await last()).toEqual({ last_agent_id: zhou.agent.id, known: true });
	await assign(lin, id, lin.agent.id);
	await close(lin, id);
	expect(await last()).toEqual({ last_agent_id: lin.agent.id, known: true });
	await set("last_agent_at = now() - interval '1 hour'", id);
	// The customer's return does not make it younger.
	await write(shop, textFrom("oRemember", "在吗"));
	const [{ recent } = { recent: true }] = await rows<{ recent: boolean }>({
		text: "SELECT last_agent_at > now() - interval '1 minute' AS recent FROM conversations WHERE id = $1",
		values: [id],
	});
	expect(recent).toBe(false);
});

test("room and somebody to fill it meet by themselves: after a closing, a coming online, a first beat, and by the sweep", async () => {
	const shop = await makeShop("wakes", "least_busy");
	const lin = await makeOnline("醒", 1);
	const ids: string[] = [];
	for (let n = 0; n < 4; n++) ids.push(await writeFirst(shop, `oWake${n}`));
	const [a = "", b = "", c = "", d = ""] = ids;
	await sweep(new Date());
	expect(await ownerOf(a)).toBe(lin.agent.id);

	await close(lin, a);
	await expect.poll(() => ownerOf(b)).toBe(lin.agent.id);

	const zhou = await makeAgent("上线");
	await rows({ text: "UPDATE agents SET capacity = 1 WHERE id = $1", values: [zhou.agent.id] });
	await setPresence(zhou, "online");
	await expect.poll(() => ownerOf(c)).toBe(zhou.agent.id);

	// Never here before: online with the first beat.
	const wu = await makeAgent("首次");
	await beat(wu, { conversationId: null, typing: null, active: true, visible: true, closing: false });
	await expect.poll(() => ownerOf(d)).toBe(wu.agent.id);
});
