import { beforeEach, expect, test } from "vitest";
import { escalate } from "@/lib/alerts/escalate";
import { subscribe } from "@/lib/alerts/subscriptions";
import { listUntold, tellAssigned, tellMentions, tellMessage, tellTaken } from "@/lib/alerts/tell";
import { changePreferences } from "@/lib/auth/preferences";
import type { ChangePreferences } from "@/lib/auth/preferences-schema";
import { markRead } from "@/lib/conversations/annotations";
import { assign } from "@/lib/conversations/assign";
import { postNote } from "@/lib/conversations/notes";
import { beat, setPresence } from "@/lib/conversations/presence";
import type { Scope } from "@/lib/conversations/scope";
import { changeConversation } from "@/lib/conversations/update";
import { rows } from "@/lib/db";
import { type Channel, makeAgent, makeChannel, textFrom, write, writeFirst } from "@/tests/support/desk";
import { openPushService } from "@/tests/support/push-service";

const service = await openPushService();
const { reach } = service;
let channel: Channel;
let made = 0;

beforeEach(async () => {
	await rows({ text: "DELETE FROM push_subscriptions" });
	channel = await makeChannel(`alert${++made}`);
});

/** Somebody online whose only tab is closed, with a browser that may be told. */
async function makeSubscriber(name: string, preferences: ChangePreferences = {}, channelIds?: string[]) {
	const scope = await makeAgent(`${name}${made}`, { channelIds: channelIds ?? null });
	await setPresence(scope, "online");
	await changePreferences(scope.agent.id, preferences);
	const browser = service.newBrowser();
	await subscribe(scope.agent.id, browser.subscription);
	const kinds = () => browser.alerts.map(({ kind }) => kind);
	return { scope, kinds, alerts: browser.alerts, browser };
}

/** A conversation of this person in which the customer has just written. */
async function ownedBy(scope: Scope, openid: string): Promise<string> {
	const id = await writeFirst(channel, openid, "退款什么时候到账");
	await assign(scope, id, scope.agent.id);
	return id;
}
const tell = (id: string) => tellMessage(id, new Date(), reach);
const set = (what: string, id: string) =>
	rows({ text: `UPDATE conversations SET ${what} WHERE id = $1`, values: [id] });

test("the assignee is told of a message once, and again of the next", async () => {
	const lin = await makeSubscriber("林");
	const zhou = await makeSubscriber("周", { webPush: "all" });
	const id = await ownedBy(lin.scope, "oTold");
	await Promise.all([tell(id), tell(id), tell(id)]);
	expect(lin.alerts).toEqual([
		expect.objectContaining({
			kind: "message",
			conversationId: id,
			url: `/inbox/${id}`,
			channel: channel.id,
			unassigned: false,
		}),
	]);
	await write(channel, textFrom("oTold", "在吗"));
	await tell(id);
	expect(lin.kinds()).toEqual(["message", "message"]);
	expect(zhou.kinds()).toEqual([]);
});

test("who wrote and what is only in it when the person wants that; a newer one takes the older one's place", async () => {
	const quiet = await makeSubscriber("静");
	const open = await makeSubscriber("明", { showText: true, language: "en" });
	const ids = [await ownedBy(quiet.scope, "oQuiet"), await ownedBy(open.scope, "oOpen")];
	await rows({ text: "UPDATE customers SET alias = '许知夏' WHERE external_id IN ('oQuiet', 'oOpen')" });
	for (const id of ids) await tell(id);
	expect(quiet.alerts[0]).toMatchObject({ customer: null, text: null, language: null });
	expect(open.alerts[0]).toMatchObject({ customer: "许知夏", text: "退款什么时候到账", language: "en" });
	expect(open.browser.headers[0]?.topic).toMatch(/^[\w-]{32}$/);
});

test("what nobody has: who watches the queue, is online and may see the channel", async () => {
	const all = await makeSubscriber("全", { webPush: "all" });
	const mine = await makeSubscriber("己");
	const blind = await makeSubscriber("盲", { webPush: "all" }, []);
	const away = await makeSubscriber("离", { webPush: "all" });
	await setPresence(away.scope, "away");
	const id = await writeFirst(channel, "oQueue");
	await tell(id);
	expect(all.alerts).toEqual([expect.objectContaining({ kind: "message", unassigned: true })]);
	expect([mine.kinds(), blind.kinds(), away.kinds()]).toEqual([[], [], []]);
});

test("who has lost the channel hears nothing more of what is still theirs", async () => {
	const lin = await makeSubscriber("失", { showText: true }, [channel.id]);
	const id = await ownedBy(lin.scope, "oLost");
	await tell(id);
	await rows({ text: "DELETE FROM agent_channels WHERE agent_id = $1", values: [lin.scope.agent.id] });
	await write(channel, textFrom("oLost", "我的手机号是"));
	await tell(id);
	expect(lin.alerts.map(({ text }) => text)).toEqual(["退款什么时候到账"]);
});

test("away: still told of one's own; offline by choice, switched off or disabled: of nothing", async () => {
	const away = await makeSubscriber("away");
	await setPresence(away.scope, "away");
	const offline = await makeSubscriber("offline");
	await setPresence(offline.scope, "offline");
	const off = await makeSubscriber("off", { webPush: "off" });
	const gone = await makeSubscriber("gone");
	for (const [n, { scope }] of [away, offline, off, gone].entries()) {
		const id = await ownedBy(scope, `oChoice${n}`);
		if (scope === gone.scope) {
			await rows({ text: "UPDATE agents SET disabled_at = now() WHERE id = $1", values: [scope.agent.id] });
		}
		await tell(id);
	}
	expect([away.kinds(), offline.kinds(), off.kinds(), gone.kinds()]).toEqual([["message"], [], [], []]);
});

test("who has a tab in sight is not told; who has hidden or closed it is", async () => {
	const lin = await makeSubscriber("看");
	const sign = { conversationId: null, typing: null, active: true };
	await beat(lin.scope, { ...sign, visible: true, closing: false });
	await tell(await ownedBy(lin.scope, "oSight"));
	expect(lin.kinds()).toEqual([]);
	await rows({
		text: "UPDATE agents SET visible_at = now() - interval '41 seconds' WHERE id = $1",
		values: [lin.scope.agent.id],
	});
	await beat(lin.scope, { ...sign, visible: false, closing: false });
	await tell(await ownedBy(lin.scope, "oHidden"));
	expect(lin.kinds()).toEqual(["message"]);
	await beat(lin.scope, { ...sign, visible: true, closing: false });
	await beat(lin.scope, { ...sign, visible: true, closing: true });
	await tell(await ownedBy(lin.scope, "oClosed"));
	expect(lin.kinds()).toEqual(["message", "message"]);
});

test("nothing is told of what the bot answers, what was read, and what is closed", async () => {
	const lin = await makeSubscriber("无", { webPush: "all" });
	const bot = await writeFirst(channel, "oBot");
	await changeConversation(lin.scope, bot, { kind: "mode", mode: "bot" });
	const read = await ownedBy(lin.scope, "oRead");
	await markRead(lin.scope, read, 1);
	const closed = await ownedBy(lin.scope, "oClosedOne");
	await changeConversation(lin.scope, closed, { kind: "status", status: "closed" });
	for (const id of [bot, read, closed]) await tell(id);
	expect(lin.kinds()).toEqual([]);
});

test("who is given a conversation is told once, and not twice when they heard of its message", async () => {
	const [lin, zhou] = [await makeSubscriber("给"), await makeSubscriber("收")];
	const id = await ownedBy(lin.scope, "oGiven");
	await assign(lin.scope, id, zhou.scope.agent.id);
	await Promise.all([tellAssigned(id, new Date(), reach), tellAssigned(id, new Date(), reach)]);
	await tell(id);
	expect(zhou.kinds()).toEqual(["assigned"]);
	await write(channel, textFrom("oGiven", "在吗"));
	await assign(zhou.scope, id, lin.scope.agent.id);
	await tell(id);
	await tellAssigned(id, new Date(), reach);
	expect(lin.kinds()).toEqual(["message"]);
});

test("who loses a conversation to a colleague is told once, by whom; who gives it away is not", async () => {
	const lin = await makeSubscriber("林");
	const off = await makeSubscriber("孙", { webPush: "off" });
	const zhou = await makeAgent(`周${made}`);
	const id = await ownedBy(lin.scope, "oTaken");
	await tellTaken(id, new Date(), reach);
	expect(lin.kinds()).toEqual([]);
	await assign(zhou, id, zhou.agent.id);
	await Promise.all([tellTaken(id, new Date(), reach), tellTaken(id, new Date(), reach)]);
	expect(lin.alerts).toEqual([
		expect.objectContaining({ kind: "taken", conversationId: id, url: `/inbox/${id}`, by: zhou.agent.name }),
	]);
	await assign(zhou, id, lin.scope.agent.id);
	await assign(lin.scope, id, off.scope.agent.id);
	await tellTaken(id, new Date(), reach);
	expect(lin.kinds()).toEqual(["taken"]);
	await assign(zhou, id, zhou.agent.id);
	await tellTaken(id, new Date(), reach);
	expect(off.kinds()).toEqual([]);
});

test("who is named in a note is told once, with the way to it, unless they see it, may not see it or do not want to", async () => {
	const lin = await makeSubscriber("记", { showText: true });
	const calm = await makeSubscriber("谨", { mentions: false });
	const looks = await makeSubscriber("瞧");
	await beat(looks.scope, {
		conversationId: null,
		typing: null,
		active: true,
		visible: true,
		closing: false,
	});
	const author = await makeAgent(`作者${made}`);
	const id = await writeFirst(channel, "oMention");
	const { message } = await postNote(author, id, {
		type: "note",
		text: "@林晓 这单能退吗",
		clientKey: `mention${made}`,
		mentions: [lin, calm, looks].map(({ scope }) => scope.agent.id),
	});
	await Promise.all([tellMentions(id, new Date(), reach), tellMentions(id, new Date(), reach)]);
	expect(lin.alerts).toEqual([
		expect.objectContaining({
			kind: "mention",
			url: `/inbox/${id}?message=${message.id}`,
			by: author.agent.name,
			text: "@林晓 这单能退吗",
		}),
	]);
	expect([calm.kinds(), looks.kinds()]).toEqual([[], []]);
});

test("who wants no warnings is still told of messages; a message carries when it was written", async () => {
	const lin = await makeSubscriber("警", { warnings: false });
	const id = await ownedBy(lin.scope, "oNoWarning");
	await rows({
		text: "UPDATE reply_grants SET granted_at = now() - interval '47 hours', expires_at = now() + interval '9 minutes' WHERE conversation_id = $1",
		values: [id],
	});
	await escalate(new Date(), reach);
	await tellMessage(id, new Date(Date.now() + 60_000), reach);
	expect(lin.kinds()).toEqual(["message"]);
	const [{ at } = { at: "" }] = lin.alerts;
	const [written] = await rows<{ at: string }>({
		text: "SELECT last_message ->> 'at' AS at FROM conversations WHERE id = $1",
		values: [id],
	});
	expect(Date.parse(at)).toBe(Date.parse(written?.at ?? ""));
});

test("a wake-up that was lost is found while it is news", async () => {
	const lin = await makeSubscriber("扫");
	const ids: string[] = [];
	for (let n = 0; n < 4; n++) ids.push(await ownedBy(lin.scope, `oLost${n}`));
	const [lost = "", told = "", old = "", fresh = ""] = ids;
	await set("waiting_since = now() - interval '1 minute'", lost);
	await set("waiting_since = now() - interval '1 minute'", told);
	await set("waiting_since = now() - interval '11 minutes'", old);
	await tell(told);
	const untold = await listUntold();
	expect(untold.filter((id) => ids.includes(id))).toEqual([lost]);
	expect(fresh).not.toBe("");
});

test("a window that closes within half an hour over a waiting customer is warned of once; a new window anew", async () => {
	const lin = await makeSubscriber("窗");
	const id = await ownedBy(lin.scope, "oDying");
	const closesIn = (minutes: number) =>
		rows({
			text: `UPDATE reply_grants SET granted_at = now() - interval '47 hours', expires_at = now() + make_interval(mins => $2)
				WHERE conversation_id = $1`,
			values: [id, minutes],
		});
	await closesIn(31);
	await escalate(new Date(), reach);
	expect(lin.kinds()).toEqual([]);
	await closesIn(29);
	await Promise.all([escalate(new Date(), reach), escalate(new Date(), reach)]);
	await escalate(new Date(), reach);
	expect(lin.kinds()).toEqual(["window"]);
	await write(channel, textFrom("oDying", "在吗"));
	await escalate(new Date(), reach);
	await closesIn(20);
	await escalate(new Date(), reach);
	expect(lin.kinds()).toEqual(["window", "window"]);
});

test("a customer who was answered is nobody's warning", async () => {
	const lin = await makeSubscriber("答");
	const id = await ownedBy(lin.scope, "oAnswered");
	await set("waiting_since = NULL", id);
	await rows({
		text: "UPDATE reply_grants SET expires_at = now() + interval '10 minutes' WHERE conversation_id = $1",
		values: [id],
	});
	await escalate(new Date(), reach);
	expect(lin.kinds()).toEqual([]);
});

test("a wait longer than the channel promises is warned of once; the next wait anew; one that passed long ago no more", async () => {
	const lin = await makeSubscriber("等");
	await rows({ text: "UPDATE channels SET sla_minutes = 20 WHERE id = $1", values: [channel.id] });
	const id = await ownedBy(lin.scope, "oWaits");
	const waits = (minutes: number) => set(`waiting_since = now() - interval '${minutes} minutes'`, id);
	await waits(19);
	await escalate(new Date(), reach);
	expect(lin.kinds()).toEqual([]);
	await waits(21);
	await Promise.all([escalate(new Date(), reach), escalate(new Date(), reach)]);
	await escalate(new Date(), reach);
	expect(lin.kinds()).toEqual(["sla"]);
	await waits(22);
	await escalate(new Date(), reach);
	expect(lin.kinds()).toEqual(["sla", "sla"]);
	await waits(31);
	await escalate(new Date(), reach);
	expect(lin.kinds()).toEqual(["sla", "sla"]);
});
