/** What waits for one agent in person, and what will soon be too late for them. */
import { beforeAll, expect, test } from "vitest";
import { markRead } from "@/lib/conversations/annotations";
import { assign } from "@/lib/conversations/assign";
import { listClosing } from "@/lib/conversations/closing";
import { countConversations } from "@/lib/conversations/counts";
import { markMentionsSeen } from "@/lib/conversations/mentions";
import { postNote } from "@/lib/conversations/notes";
import { snooze } from "@/lib/conversations/snooze";
import { sync } from "@/lib/conversations/sync";
import { changeConversation } from "@/lib/conversations/update";
import { rows } from "@/lib/db";
import { type Channel, makeAgent, makeChannel, textFrom, write, writeFirst } from "@/tests/support/desk";

let channel: Channel;
let other: Channel;

beforeAll(async () => {
	channel = await makeChannel("attention");
	other = await makeChannel("attention-other");
});

const set = (text: string, ...values: unknown[]) => rows({ text, values });

test("unread are one's own conversations with something not read, none put away or transferred; it falls as they are read", async () => {
	const lin = await makeAgent("林");
	const unread = async () => (await countConversations(lin)).attention.unread;
	const ids: string[] = [];
	for (let n = 0; n < 4; n++) ids.push(await writeFirst(channel, `oUnread${n}`));
	expect(await unread()).toBe(0);
	for (const id of ids) await assign(lin, id, lin.agent.id);
	expect(await unread()).toBe(4);
	await write(channel, textFrom("oUnread0", "还有"));
	expect(await unread(), "conversations, not messages").toBe(4);
	await markRead(lin, ids[0]!, 3);
	await snooze(lin, ids[1]!, new Date(Date.now() + 3_600_000), new Date());
	await changeConversation(lin, ids[2]!, { kind: "mode", mode: "transfer" });
	expect(await unread()).toBe(1);
	expect((await sync(lin, {}, new Date())).attention).toEqual({ unread: 1, mentions: 0 });
});

test("mentions count until they are seen, and only of channels one sees", async () => {
	const [lin, author] = [
		await makeAgent("被", { channelIds: [channel.id, other.id] }),
		await makeAgent("写"),
	];
	const id = await writeFirst(channel, "oNamed");
	const elsewhere = await writeFirst(other, "oNamedElsewhere");
	for (const [n, where] of [id, elsewhere].entries()) {
		const note = { type: "note" as const, text: "@被", clientKey: `named${n}`, mentions: [lin.agent.id] };
		await postNote(author, where, note);
	}
	const mentions = async (channelIds: string[]) =>
		(await countConversations({ ...lin, channelIds })).attention.mentions;
	expect(await mentions([channel.id, other.id])).toBe(2);
	expect(await mentions([channel.id])).toBe(1);
	await markMentionsSeen(lin, { conversationId: id });
	expect(await mentions([channel.id, other.id])).toBe(1);
});

test("windows about to close and promises just broken: one's own and what nobody has, in scope, of who waits", async () => {
	const [lin, zhou] = [await makeAgent("临", { channelIds: [channel.id] }), await makeAgent("周")];
	await set("UPDATE channels SET sla_minutes = 20 WHERE id = ANY($1)", [channel.id, other.id]);
	const make = async (name: string, where = channel) => writeFirst(where, name);
	const closesIn = (id: string, minutes: number) =>
		set(
			"UPDATE reply_grants SET granted_at = now() - interval '47 hours', expires_at = now() + make_interval(mins => $2) WHERE conversation_id = $1",
			id,
			minutes,
		);
	const waits = (id: string, minutes: number) =>
		set(
			"UPDATE conversations SET waiting_since = now() - make_interval(mins => $2) WHERE id = $1",
			id,
			minutes,
		);
	const [mine, queued, theirs, answered, later, hidden] = [
		await make("oClose1"),
		await make("oClose2"),
		await make("oClose3"),
		await make("oClose4"),
		await make("oClose5"),
		await make("oClose6", other),
	];
	for (const id of [mine, answered, later]) await assign(lin, id, lin.agent.id);
	await assign(zhou, theirs, zhou.agent.id);
	for (const id of [mine, theirs, answered, hidden]) await closesIn(id, 12);
	await set("UPDATE conversations SET waiting_since = NULL WHERE id = $1", answered);
	await waits(queued, 22);
	await waits(later, 31);
	const found = await listClosing(lin);
	expect(found.map(({ conversationId, kind, unassigned }) => [conversationId, kind, unassigned])).toEqual([
		[mine, "window", false],
		[queued, "sla", true],
	]);
	expect(found[0]).toMatchObject({ customerName: "用户 OSE1", channelName: channel.id });
	expect(Date.parse(found[0]!.at) - Date.now()).toBeGreaterThan(11 * 60_000);
	expect(Date.now() - Date.parse(found[1]!.at)).toBeGreaterThan(60_000);
});
