import { afterEach, beforeEach, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { rows } from "@/lib/db";
import { getQueue } from "@/lib/jobs/queue";
import { runTurn, startWorker, sweep, type Worker } from "@/lib/jobs/worker";
import { HOUR_MS } from "@/lib/time";
import { count, outbox } from "@/tests/support/desk";
import { claim, endLease, makeDue, openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("worker");
const { wechat, channel, conversationWith } = desk;
let worker: Worker | undefined;

beforeEach(desk.clear);
afterEach(async () => {
	await worker?.stop();
	worker = undefined;
});

test("a reply leaves within a moment of being written", async () => {
	// No sweep comes in time: what it does is the wake-up's.
	worker = await startWorker({ sweepMs: HOUR_MS });
	const conversationId = await conversationWith("soon", []);
	await desk.say(conversationId, "1");
	await expect.poll(() => wechat.received(channel.appId, "soon"), { interval: 20 }).toEqual(["1"]);
});

test("a lost wake-up costs seconds, never a message", async () => {
	const conversationId = await conversationWith("lostwake", ["1", "2"]);
	await getQueue();
	await settled(async () => (await count("graphile_worker.jobs")) > 0);
	await rows({ text: "DELETE FROM graphile_worker._private_jobs" });
	worker = await startWorker();
	await expect.poll(() => outbox(conversationId)).toEqual(["accepted", "accepted"]);
});

test("WeChat busy: the worker tries again by itself after a wait", async () => {
	await desk.fault("errcode", { errcode: -1, count: 1 });
	worker = await startWorker();
	const conversationId = await conversationWith("busy", ["1"]);
	await expect.poll(() => outbox(conversationId)).toEqual(["accepted"]);
	expect(await wechat.received(channel.appId, "busy")).toEqual(["1"]);
});

test("two workers send each reply once", async () => {
	worker = await startWorker();
	const other = await startWorker();
	const users = Array.from({ length: 6 }, (_, n) => `two${n}`);
	const ids = await Promise.all(users.map((user) => conversationWith(user, ["1", "2", "3"])));
	await expect
		.poll(async () => (await Promise.all(ids.map(outbox))).flat())
		.toEqual(Array(18).fill("accepted"));
	await other.stop();
	for (const user of users) expect(await wechat.received(channel.appId, user)).toEqual(["1", "2", "3"]);
});

test("stopping finishes what is in hand: no outcome is left unknown", async () => {
	await desk.fault("delay", { delayMs: 300 });
	const stopping = await startWorker();
	const conversationId = await conversationWith("stop", ["1"]);
	await expect.poll(() => outbox(conversationId), { interval: 10 }).toEqual(["sending"]);
	await stopping.stop();
	expect(await outbox(conversationId)).toEqual(["accepted"]);
});

test("one turn of a cron-driven host does what is due: sends, gives up dead senders, retries what waits", async () => {
	const due = await conversationWith("cron", ["1", "2"]);
	const dead = await conversationWith("crondead", ["1"]);
	await claim(dead);
	await endLease(dead);
	await desk.fault("errcode", { errcode: -1, count: 1, openid: await desk.openidOf("cronbusy") });
	const busy = await conversationWith("cronbusy", ["1"]);
	await deliver(busy);
	await makeDue(busy);
	expect((await runTurn(new Date())).conversations).toBeGreaterThanOrEqual(3);
	expect([await outbox(due), await outbox(dead), await outbox(busy)]).toEqual([
		["accepted", "accepted"],
		["unknown"],
		["accepted"],
	]);
	expect(await runTurn(new Date())).toEqual({ conversations: 0 });
});

test("a sweep with nothing to do touches nothing", async () => {
	await runTurn(new Date());
	expect(await sweep(new Date())).toBe(0);
});

/** Until something of the background has happened. */
const settled = (done: () => Promise<boolean>) => expect.poll(done).toBe(true);
