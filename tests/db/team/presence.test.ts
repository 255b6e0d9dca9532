import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { assignWaiting } from "@/lib/conversations/auto-assign";
import { beat, listTeam, setPresence } from "@/lib/conversations/presence";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { type Beat, beatSchema } from "@/lib/conversations/team-schema";
import { forgetViewers, listViewers } from "@/lib/conversations/viewers";
import { rows } from "@/lib/db";
import type { TeamHint } from "@/lib/live/events";
import { closeHub, isListening, listen } from "@/lib/live/hub";
import { type Channel, count, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { settledCursor } from "@/tests/support/settled-cursor";
import { countStatements } from "@/tests/support/statements";
import { makeShop, ownerOf } from "@/tests/support/team";

let channel: Channel;
let lin: Scope;
let zhou: Scope;
let id: string;

beforeAll(async () => {
	channel = await makeChannel("presence");
	[lin, zhou] = [await makeAgent("林晓"), await makeAgent("周宁")];
	id = await writeFirst(channel, "oSeen");
});
afterEach(async () => {
	await rows({ text: "DELETE FROM conversation_viewers" });
	await closeHub();
});
afterAll(closeHub);

const signOf = (change: Partial<Beat> = {}): Beat => ({
	...beatSchema.parse({ conversationId: id, typing: null }),
	...change,
});
const looks = (who: Scope, change: Partial<Beat> = {}) => beat(who, signOf(change));
const presenceOf = async (who: Scope) => (await listTeam()).find((one) => one.id === who.agent.id)?.presence;
const silentFor = (who: Scope, seconds: number) =>
	rows({
		text: "UPDATE agents SET heartbeat_at = now() - make_interval(secs => $2) WHERE id = $1",
		values: [who.agent.id, seconds],
	});

/** Collects what the screens of colleagues are told. */
async function hearing() {
	const hints: TeamHint[] = [];
	const wakes: string[][] = [];
	listen({
		wake: (wake) => wakes.push(wake.conversationIds),
		team: (hint) => hints.push(hint),
		resync: () => undefined,
		end: () => undefined,
	});
	await expect.poll(isListening).toBe(true);
	return { hints, wakes };
}

test("whoever was never here is online with the first beat; what they choose holds from then on", async () => {
	const wu = await makeAgent("吴");
	expect(await presenceOf(wu)).toBe("offline");
	expect(await looks(wu)).toMatchObject({ presence: "online", load: 0, capacity: 8 });
	expect(await presenceOf(wu)).toBe("online");
	expect(await setPresence(wu, "away")).toMatchObject({ presence: "away", viewers: [] });
	await looks(wu);
	expect(await presenceOf(wu)).toBe("away");
});

test("without a beat for 40 s a person is offline; the next one brings back what they chose", async () => {
	await setPresence(lin, "online");
	await silentFor(lin, 39);
	expect(await presenceOf(lin)).toBe("online");
	await silentFor(lin, 41);
	expect(await presenceOf(lin)).toBe("offline");
	await looks(lin);
	expect(await presenceOf(lin)).toBe("online");
});

test("whose console nobody touches for 15 minutes is away and given nothing, and online again with the next touch", async () => {
	const shop = await makeShop("idle", "round_robin");
	await setPresence(lin, "online");
	await rows({ text: "UPDATE agents SET presence = 'away' WHERE id <> $1", values: [lin.agent.id] });
	await looks(lin);
	const idleIn = (seconds: number) =>
		rows({
			text: "UPDATE agents SET idle_from = idle_from - interval '15 minutes' + make_interval(secs => $2) WHERE id = $1",
			values: [lin.agent.id, seconds],
		});
	await idleIn(30);
	expect(await looks(lin, { active: false })).toMatchObject({ idle: false });
	expect(await presenceOf(lin)).toBe("online");
	await looks(lin);
	await idleIn(-1);
	expect(await looks(lin, { active: false })).toMatchObject({ presence: "online", idle: true });
	expect(await presenceOf(lin)).toBe("away");
	const waiting = await writeFirst(shop, "oIdle");
	expect(await assignWaiting()).toEqual([]);
	const { hints } = await hearing();
	expect(await looks(lin)).toMatchObject({ idle: false });
	await expect.poll(() => hints.some(({ presence }) => presence)).toBe(true);
	await expect.poll(() => ownerOf(waiting)).toBe(lin.agent.id);
});

test("a beat says whether a channel in sight gives customers out by itself", async () => {
	const shop = await makeShop("assigning", "least_busy");
	const [inside, outside] = [
		await makeAgent("里面", { channelIds: [shop.id] }),
		await makeAgent("外面", { channelIds: [channel.id] }),
	];
	expect((await looks(inside)).assigning).toBe(true);
	expect((await looks(outside)).assigning).toBe(false);
	await rows({
		text: "UPDATE channels SET assignment = 'off', sticky_minutes = 5 WHERE id = $1",
		values: [shop.id],
	});
	expect((await setPresence(inside, "online")).assigning).toBe(true);
	await rows({ text: "UPDATE channels SET sticky_minutes = NULL WHERE id = $1", values: [shop.id] });
	expect((await looks(inside)).assigning).toBe(false);
});

test("a tab that closes: offline in 15 s unless another tab beats", async () => {
	await setPresence(lin, "online");
	await looks(lin, { closing: true });
	const [{ left } = { left: 0 }] = await rows<{ left: number }>({
		text: `SELECT 40 - extract(epoch FROM now() - heartbeat_at)::float AS left FROM agents WHERE id = $1`,
		values: [lin.agent.id],
	});
	expect(left).toBeGreaterThan(13);
	expect(left).toBeLessThanOrEqual(15);
	await looks(lin);
	await silentFor(lin, 39);
	expect(await presenceOf(lin)).toBe("online");
});

test("the team shows who may see a channel, with load and room; a disabled person is not there", async () => {
	const scoped = await makeAgent("只看甲", { channelIds: [channel.id] });
	const other = await makeAgent("不看甲", { channelIds: [] });
	const gone = await makeAgent("离职");
	await rows({ text: "UPDATE agents SET disabled_at = now() WHERE id = $1", values: [gone.agent.id] });
	const owned = await writeFirst(channel, "oOwned");
	await rows({
		text: "UPDATE conversations SET assignee_id = $2 WHERE id = $1",
		values: [owned, scoped.agent.id],
	});
	const team = await listTeam(channel.id);
	expect(team).toContainEqual({
		id: scoped.agent.id,
		name: "只看甲",
		presence: "offline",
		load: 1,
		capacity: 8,
	});
	const names = team.map(({ name }) => name);
	expect(names).not.toContain("不看甲");
	expect(names).not.toContain("离职");
	expect((await listTeam()).map(({ id }) => id)).toContain(other.agent.id);
});

test("colleagues in a conversation see each other look and type; nobody sees themselves", async () => {
	expect((await looks(lin)).viewers).toEqual([]);
	const { viewers } = await looks(zhou, { typing: "note" });
	expect(viewers).toEqual([expect.objectContaining({ ...lin.agent, typingUntil: null })]);
	const [seen] = (await looks(lin)).viewers;
	expect(seen).toMatchObject({ ...zhou.agent, typing: "note" });
	const inSeconds = (at: string | null | undefined) => (Date.parse(at ?? "") - Date.now()) / 1000;
	expect(inSeconds(seen?.until)).toBeGreaterThan(30);
	expect(inSeconds(seen?.typingUntil)).toBeGreaterThan(10);
	expect(inSeconds(seen?.typingUntil)).toBeLessThanOrEqual(20);
	await looks(zhou);
	expect((await looks(lin)).viewers[0]).toMatchObject({ typing: null, typingUntil: null });
});

test("whoever goes elsewhere, closes or falls silent is no longer there", async () => {
	const elsewhere = await writeFirst(channel, "oElse");
	const there = async () => (await looks(lin)).viewers.map(({ name }) => name);
	await looks(zhou);
	expect(await there()).toEqual(["周宁"]);
	await looks(zhou, { conversationId: elsewhere, leftId: id });
	expect(await there()).toEqual([]);
	await looks(zhou, { leftId: elsewhere });
	await looks(zhou, { closing: true });
	expect(await there()).toEqual([]);
	await looks(zhou);
	await rows({ text: "UPDATE conversation_viewers SET seen_at = now() - interval '41 seconds'" });
	expect(await there()).toEqual([]);
});

test("a sign that a later one of its tab has overtaken says nothing any more, in whatever order the two arrive", async () => {
	const elsewhere = await writeFirst(channel, "oOvertaken");
	const there = async () => (await looks(lin)).viewers.map(({ name }) => name);
	const inTab = (tab: string, number: number, change: Partial<Beat> = {}) =>
		looks(zhou, { tab, number, ...change });
	await inTab("one", 1, { typing: "reply" });
	expect(await there()).toEqual(["周宁"]);
	await inTab("one", 3, { closing: true, visible: false });
	await silentFor(zhou, 30);
	await rows({ text: "UPDATE agents SET visible_at = NULL WHERE id = $1", values: [zhou.agent.id] });
	await inTab("one", 2, { typing: "reply" });
	expect(await there()).toEqual([]);
	const [late] = await rows<{ silent: number; seen: boolean }>({
		text: `SELECT extract(epoch FROM now() - heartbeat_at)::float AS silent, visible_at IS NOT NULL AS seen
			FROM agents WHERE id = $1`,
		values: [zhou.agent.id],
	});
	expect(late?.silent).toBeGreaterThanOrEqual(30);
	expect(late?.seen).toBe(false);

	// Leaving is known before the sign of being there was ever heard.
	await inTab("two", 8, { conversationId: null, leftId: elsewhere });
	await inTab("two", 7, { conversationId: elsewhere, typing: "note" });
	expect(await listViewers(lin, [elsewhere])).toEqual([]);
	// What comes after it, or from another tab, counts.
	await inTab("three", 1, { conversationId: elsewhere });
	expect((await listViewers(lin, [elsewhere]))[0]?.viewers).toHaveLength(1);
	await inTab("one", 4);
	expect(await there()).toEqual(["周宁"]);
});

test("rows of a list ask for all their viewers in one statement; only what is in scope, only where somebody is", async () => {
	const [other, foreign] = [await makeChannel("elsewhere"), await makeAgent("外人", { channelIds: [] })];
	const [second, hidden] = [await writeFirst(channel, "oSecond"), await writeFirst(other, "oHidden")];
	const scoped = await makeAgent("看甲", { channelIds: [channel.id] });
	await looks(zhou);
	await looks(zhou, { conversationId: second });
	await looks(zhou, { conversationId: hidden });
	const found = await listViewers(scoped, [id, second, hidden, crypto.randomUUID()]);
	expect(found.map(({ conversationId }) => conversationId).toSorted()).toEqual([id, second].toSorted());
	expect(found[0]?.viewers).toEqual([expect.objectContaining(zhou.agent)]);
	expect(await listViewers(zhou, [id, second])).toEqual([]);
	expect((await looks(foreign)).viewers).toEqual([]);
	expect(await count("conversation_viewers", `agent_id = '${foreign.agent.id}'`)).toBe(0);
});

test("a beat is one statement, and nothing that sync would tell", async () => {
	const cursor = await settledCursor();
	await looks(lin);
	expect(await countStatements(() => looks(lin))).toBe(1);
	expect((await sync(lin, { since: cursor }, new Date())).conversations).toEqual([]);
});

test("screens are told when somebody begins or ends to look or type, and not by every beat", async () => {
	const shown = await writeFirst(channel, "oHinted");
	const { hints, wakes } = await hearing();
	// Hints of the tests before may still be on their way.
	const about = () => hints.flatMap(({ conversationIds }) => conversationIds.filter((one) => one === shown));
	const steps: Partial<Beat>[] = [
		{ conversationId: shown },
		{ conversationId: shown, typing: "reply" },
		{ conversationId: shown, typing: "note" },
		{ conversationId: shown, typing: null },
		{ conversationId: null, leftId: shown },
	];
	for (const [n, step] of steps.entries()) {
		await looks(zhou, step);
		await expect.poll(about).toHaveLength(n + 1);
		// The same again is no news.
		await looks(zhou, step);
	}
	await setPresence(zhou, "away");
	await expect.poll(() => hints.at(-1)?.presence).toBe(true);
	expect(about()).toHaveLength(5);
	expect(wakes.flat()).not.toContain(shown);
});

test("signs that ran out long ago are swept away", async () => {
	await looks(lin);
	await looks(zhou);
	await rows({
		text: "UPDATE conversation_viewers SET seen_at = now() - interval '11 minutes' WHERE agent_id = $1",
		values: [zhou.agent.id],
	});
	await forgetViewers();
	expect(await count("conversation_viewers")).toBe(1);
});

test("ten tabs of ten people that beat at once, while they are given conversations, end nobody's beat", async () => {
	const people = await Promise.all(Array.from({ length: 10 }, (_, n) => makeAgent(`十人${n}`)));
	await rows({ text: "UPDATE channels SET assignment = 'round_robin' WHERE id = $1", values: [channel.id] });
	const ends = await Promise.allSettled(
		people.flatMap((who, n) => [
			looks(who, { typing: n % 2 === 0 ? "reply" : null }),
			writeFirst(channel, `oMany${n}`),
			rows({ text: "SELECT * FROM kefu_assign_next(40)" }),
			looks(who),
		]),
	);
	expect(ends.filter(({ status }) => status === "rejected")).toEqual([]);
});
