// Before all else: Next looks for AsyncLocalStorage when its files load.
import { BULK_MOST } from "@/lib/conversations/limits";
import "next/dist/server/node-environment-baseline";

import { beforeAll, expect, test } from "vitest";
import { POST } from "@/app/api/conversations/bulk/route";
import { changeMany } from "@/lib/conversations/bulk";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { callApi } from "@/tests/support/api-call";
import { type Channel, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { settledCursor } from "@/tests/support/settled-cursor";

let channel: Channel;
let hidden: Channel;
let agent: Scope;
let colleague: Scope;
let scoped: Scope;

beforeAll(async () => {
	[channel, hidden] = [await makeChannel("bulk"), await makeChannel("bulk-hidden")];
	[agent, colleague] = [await makeAgent("林晓"), await makeAgent("周子墨")];
	scoped = await makeAgent("张", { channelIds: [channel.id] });
});

const people = (prefix: string, n: number) =>
	Promise.all(Array.from({ length: n }, (_, i) => writeFirst(channel, `o-${prefix}${i}`)));
const states = (ids: string[]) => Promise.all(ids.map((id) => getConversation(agent, id, new Date())));
const post = (who: Scope, ids: string[], action: object) => callApi(who, POST, { body: { ids, action } });

test("many are closed at once, each with its line in the thread, and sync tells all of them", async () => {
	const ids = await people("close", 5);
	const cursor = await settledCursor();
	expect((await post(agent, [...ids, ...ids], { kind: "close" })).body).toEqual({ done: ids, failed: [] });
	expect((await states(ids)).map(({ status }) => status)).toEqual(ids.map(() => "closed"));
	const { items } = await listMessages(agent, ids[0] ?? "", { limit: 10 });
	expect(items.filter(({ type }) => type === "closed")).toHaveLength(1);
	expect((await sync(agent, { since: cursor }, new Date())).conversations).toHaveLength(5);
	expect((await post(agent, ids, { kind: "close" })).body.done).toEqual(ids);
	expect((await post(agent, ids, { kind: "reopen" })).body.done).toEqual(ids);
	expect((await states(ids)).map(({ status }) => status)).toEqual(ids.map(() => "open"));
});

test("many are given to a colleague, and back into the queue", async () => {
	const ids = await people("assign", 3);
	await changeConversation(agent, ids[0] ?? "", { kind: "claim" });
	await post(agent, ids, { kind: "assign", agentId: colleague.agent.id });
	expect((await states(ids)).map(({ assignee }) => assignee)).toEqual(ids.map(() => colleague.agent));
	await post(agent, ids, { kind: "assign", agentId: null });
	expect((await states(ids)).map(({ assignee }) => assignee)).toEqual([null, null, null]);
});

test("assigning is taken back only where nobody has taken it since, and who has is named", async () => {
	const ids = await people("taken", 2);
	const [kept = "", taken = ""] = ids;
	await post(agent, ids, { kind: "assign", agentId: colleague.agent.id });
	await post(scoped, [taken], { kind: "assign", agentId: scoped.agent.id });
	const undo = { kind: "assign", agentId: null, from: colleague.agent.id };
	expect((await post(agent, ids, undo)).body).toEqual({
		done: [kept],
		failed: [{ id: taken, code: "changed_hands", details: { name: scoped.agent.name } }],
	});
	expect((await states(ids)).map(({ assignee }) => assignee)).toEqual([null, scoped.agent]);
});

test("what one conversation refuses does not hold up the others, and is told by its code", async () => {
	const ids = await people("mixed", 2);
	const other = await writeFirst(hidden, "o-hidden");
	const absent = crypto.randomUUID();
	const all = [ids[0] ?? "", other, absent, ids[1] ?? ""];
	expect((await post(scoped, all, { kind: "close" })).body).toEqual({
		done: ids,
		failed: [
			{ id: other, code: "not_found" },
			{ id: absent, code: "not_found" },
		],
	});
	expect((await states([other])).map(({ status }) => status)).toEqual(["open"]);
	const gone = { kind: "assign" as const, agentId: crypto.randomUUID() };
	expect(await changeMany(agent, { ids, action: gone }, false)).toEqual({
		done: [],
		failed: ids.map((id) => ({ id, code: "not_found" })),
	});
});

test("tags are added and removed; those that nobody made only by a supervisor", async () => {
	const ids = await people("tag", 2);
	const supervisor = await makeAgent("王琳", { role: "supervisor" });
	const tag = (who: Scope, change: object) => post(who, ids, { kind: "tag", ...change });
	expect((await tag(agent, { add: ["批量"] })).body.failed.map(({ code }: { code: string }) => code)).toEqual(
		["unknown_tag", "unknown_tag"],
	);
	await tag(supervisor, { add: ["批量", "二"] });
	await tag(agent, { remove: ["二"], add: ["批量"] });
	expect((await states(ids)).map(({ tags }) => tags)).toEqual([["批量"], ["批量"]]);
});

test(`more than ${BULK_MOST} at once, none, or an unknown act is refused`, async () => {
	const many = Array.from({ length: BULK_MOST + 1 }, () => crypto.randomUUID());
	expect((await post(agent, many, { kind: "close" })).status).toBe(400);
	expect((await post(agent, [], { kind: "close" })).status).toBe(400);
	expect((await post(agent, [crypto.randomUUID()], { kind: "delete" })).status).toBe(400);
});
