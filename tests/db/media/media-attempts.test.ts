import { afterEach, beforeEach, expect, test } from "vitest";
import { fetchDueMedia } from "@/lib/conversations/media-in";
import { getPool, rows } from "@/lib/db";
import { getQueue } from "@/lib/jobs/queue";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { claimMedia, MAX_ATTEMPTS, recordReady } from "@/lib/media/pending";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";
import { count } from "@/tests/support/desk";
import { type MediaRow, openPictureDoor } from "@/tests/support/picture-door";

const desk = await openPictureDoor("attempts");
const { wechat, send, mediaOf } = desk;
const workers: Worker[] = [];

beforeEach(async () => {
	await desk.clear();
	await desk.flags({ picUrlTtl: 259_200 });
});
afterEach(async () => {
	await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

const became = (id: string, status: string) =>
	expect.poll(async () => (await mediaOf(id)).status, { interval: 20 }).toBe(status);

test("five attempts over some ten minutes, then it waits for a person; screens hear of the end only", async () => {
	await desk.flags({ picUrlTtl: 0 });
	const media = await send("image", { mediaGone: true });
	const cursor = await desk.cursor();
	const waits = [5, 30, 120, 420];
	expect(waits).toHaveLength(MAX_ATTEMPTS - 1);
	for (const [n, seconds] of waits.entries()) {
		const attempt = n + 1;
		const began = Date.now();
		await fetchDueMedia(media.id);
		const ended = Date.now();
		const after = await mediaOf(media.id);
		expect(after).toMatchObject({ status: "pending", attempts: attempt });
		const failedAt = after.next_attempt_at.getTime() - seconds * SECOND_MS;
		expect(failedAt).toBeGreaterThanOrEqual(began - 1);
		expect(failedAt).toBeLessThanOrEqual(ended + 1);
		// Not before its time.
		await fetchDueMedia(media.id);
		expect((await mediaOf(media.id)).attempts).toBe(attempt);
		await desk.makeDue(media.id);
	}
	expect((await desk.since(cursor, media.conversation_id)).media).toEqual([]);
	await fetchDueMedia(media.id);
	expect(await mediaOf(media.id)).toMatchObject({ status: "failed", failure: "expired" });
	expect((await desk.since(cursor, media.conversation_id)).media).toEqual(["failed"]);
});

test("a lost wake-up costs seconds, never a picture", async () => {
	const media = await send("image");
	await getQueue();
	await expect.poll(() => count("graphile_worker.jobs")).toBeGreaterThan(0);
	await rows({ text: "DELETE FROM graphile_worker._private_jobs" });
	workers.push(await startWorker());
	await became(media.id, "ready");
});

test("several workers fetch each picture once", async () => {
	workers.push(await startWorker(), await startWorker());
	const sent: MediaRow[] = [];
	for (let n = 0; n < 6; n++) sent.push(await send("image"));
	for (const { id } of sent) await became(id, "ready");
	expect(await wechat.calls("media/get")).toBe(6);
});

test("of all who want the same picture in the same instant one gets it", async () => {
	const media = await send("image");
	const claims = await Promise.all(Array.from({ length: 9 }, (_, n) => claimMedia(n % 2 ? media.id : null)));
	expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
});

test("who dies leaves the picture pending: another takes it when the lease has ended", async () => {
	const media = await send("image");
	const dead = await claimMedia(media.id);
	expect(await claimMedia(media.id)).toBeNull();
	expect((await mediaOf(media.id)).next_attempt_at.getTime()).toBeGreaterThan(Date.now() + MINUTE_MS);
	await desk.makeDue(media.id);
	await fetchDueMedia(media.id);
	expect(await mediaOf(media.id)).toMatchObject({ status: "ready", attempts: 2 });
	// And whoever was only slow writes nothing any more.
	const late = { store: "disk", mime: "image/gif", sizeBytes: 1, width: 1, height: 1 } as const;
	expect(dead && (await recordReady(dead, late, getPool()))).toBe(false);
});

test("a picture at which everybody dies is given up", async () => {
	const media = await send("image");
	for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
		await claimMedia(media.id);
		await desk.makeDue(media.id);
	}
	await fetchDueMedia(media.id);
	expect(await mediaOf(media.id)).toMatchObject({ status: "failed", failure: "interrupted" });
});

test("when the bytes cannot be kept the picture stays pending, and comes when they can", async () => {
	const media = await send("image");
	await rows({ text: "ALTER TABLE media_blobs ADD CONSTRAINT full_disk CHECK (false) NOT VALID" });
	await expect(fetchDueMedia(media.id)).rejects.toThrow();
	expect((await mediaOf(media.id)).status).toBe("pending");
	await rows({ text: "ALTER TABLE media_blobs DROP CONSTRAINT full_disk" });
	await desk.makeDue(media.id);
	await fetchDueMedia(media.id);
	expect((await mediaOf(media.id)).status).toBe("ready");
});

test("a picture that was erased while it was fetched leaves no bytes", async () => {
	const media = await send("image");
	const before = await count("media_blobs");
	await wechat.control("POST /faults", { target: "api", kind: "delay", delayMs: 400, path: "media/get" });
	const fetching = fetchDueMedia(media.id);
	await expect.poll(async () => (await mediaOf(media.id)).attempts, { interval: 10 }).toBe(1);
	await rows({ text: "UPDATE messages SET media_id = NULL WHERE media_id = $1", values: [media.id] });
	await rows({ text: "DELETE FROM media WHERE id = $1", values: [media.id] });
	await fetching;
	expect(await count("media_blobs")).toBe(before);
});
