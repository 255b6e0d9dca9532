import { beforeAll, expect, test } from "vitest";
import { addNote, postNote } from "@/lib/conversations/notes";
import { reply } from "@/lib/conversations/reply";
import { messageSchema } from "@/lib/conversations/reply-schema";
import type { Mode } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { transaction } from "@/lib/db";
import {
	type Channel,
	count,
	grantOf,
	makeAgent,
	makeChannel,
	outbox,
	textFrom,
	write,
	writeFirst,
} from "@/tests/support/desk";
import { settledCursor } from "@/tests/support/settled-cursor";

let channel: Channel;
let other: Channel;
let agent: Scope;
let colleague: Scope;
let elsewhere: Scope;
let keys = 0;

beforeAll(async () => {
	[channel, other] = [await makeChannel("notes"), await makeChannel("notes-other")];
	[agent, colleague] = [await makeAgent("林晓"), await makeAgent("周子墨")];
	elsewhere = await makeAgent("别处", { channelIds: [other.id] });
});

const note = (text: string, more: Record<string, unknown> = {}) => ({
	clientKey: `n${++keys}`,
	type: "note" as const,
	text,
	...more,
});

const stateOf = async (id: string) => {
	const { changeId, ...state } = await getConversation(agent, id, new Date(0));
	return { ...state, grant: await grantOf(id) };
};

test.each<Mode>(["bot", "agent", "transfer"])(
	"a note in mode %s stands in the thread and changes nothing else",
	async (mode) => {
		const id = await writeFirst(channel, `o-${mode}`, "在吗");
		await changeConversation(agent, id, { kind: "mode", mode });
		await write(channel, textFrom(`o-${mode}`, "还在吗"));
		const before = await stateOf(id);
		const { message, created } = await postNote(colleague, id, note("等仓库回信"));
		expect(created).toBe(true);
		expect(message).toMatchObject({
			direction: "note",
			type: "text",
			content: { type: "text", text: "等仓库回信" },
			author: { kind: "agent", name: "周子墨" },
			status: "received",
		});
		expect(await stateOf(id)).toEqual(before);
		expect(await outbox(id)).toEqual([]);
		expect((await listMessages(agent, id, { limit: 50 })).items.at(-1)).toEqual(message);
	},
);

test("a note may be left on a closed conversation and on a colleague's", async () => {
	const id = await writeFirst(channel, "o-owned");
	await changeConversation(agent, id, { kind: "claim" });
	await postNote(colleague, id, note("我认识这位客户"));
	await changeConversation(agent, id, { kind: "status", status: "closed" });
	await postNote(colleague, id, note("之后再看"));
	expect((await getConversation(agent, id, new Date())).status).toBe("closed");
});

test("the same client key writes one note, however often and at the same time", async () => {
	const id = await writeFirst(channel, "o-twice");
	const said = note("只写一次");
	const all = await Promise.all(Array.from({ length: 5 }, () => postNote(agent, id, said)));
	expect(all.filter(({ created }) => created)).toHaveLength(1);
	expect(new Set(all.map(({ message }) => message.id)).size).toBe(1);
	expect((await reply(agent, id, { ...said, type: "text" })).message.direction).toBe("note");
	expect(await outbox(id)).toEqual([]);
});

test("a note wakes other screens by the next sync", async () => {
	const id = await writeFirst(channel, "o-sync");
	const cursor = await settledCursor();
	const { message } = await postNote(colleague, id, note("看这里"));
	const { messages } = await sync(agent, { since: cursor, conversation: id }, new Date());
	expect(messages).toEqual([message]);
});

test("named colleagues stand in the note; those who do not see the channel cannot be named", async () => {
	const id = await writeFirst(channel, "o-named");
	const mentions = [colleague.agent.id, colleague.agent.id, agent.agent.id];
	const { message } = await postNote(agent, id, note("@周子墨 请看", { mentions }));
	expect(message.content).toEqual({
		type: "text",
		text: "@周子墨 请看",
		mentions: expect.arrayContaining([colleague.agent, agent.agent]),
	});
	// Nobody is told of what they wrote themselves.
	expect(await count("mentions", `conversation_id = '${id}'`)).toBe(1);
	const wrong = postNote(agent, id, note("@别处", { mentions: [elsewhere.agent.id] }));
	await expect(wrong).rejects.toMatchObject({ code: "not_found" });
	await expect(postNote(elsewhere, id, note("偷看"))).rejects.toMatchObject({ code: "not_found" });
});

test("a note in somebody's transaction comes and goes with it", async () => {
	const id = await writeFirst(channel, "o-tx");
	const undone = transaction(async (tx) => {
		await addNote(agent, id, note("交接"), tx);
		throw new Error("undone");
	});
	await expect(undone).rejects.toThrow("undone");
	expect((await listMessages(agent, id, { limit: 50 })).items.map(({ direction }) => direction)).toEqual([
		"in",
	]);
});

test("a note needs words, and may be longer than WeChat's text", () => {
	const parse = (value: unknown) => messageSchema.safeParse(value);
	expect(parse(note("字".repeat(3000))).success).toBe(true);
	expect(parse(note(" ")).error?.issues[0]?.path).toEqual(["text"]);
	expect(parse(note("x", { clientKey: "" })).error?.issues[0]?.path).toEqual(["clientKey"]);
	expect(parse({ clientKey: "k", type: "text", text: "好" }).data).toEqual({
		clientKey: "k",
		type: "text",
		text: "好",
	});
	expect(parse(null).success).toBe(false);
});
