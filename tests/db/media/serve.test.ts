// Before all else: it prepares what Next looks for when its files load.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receive } from "@/lib/conversations/receive";
import { rows } from "@/lib/db";
import { readBytes } from "@/lib/media/keep";
import { mediaKey } from "@/lib/media/store";
import { diskStore } from "@/lib/media/stores/disk";
import { type Channel, makeAgent, makeChannel, textFrom } from "@/tests/support/desk";
import { mediaDesk, toForm } from "@/tests/support/media-desk";
import { plain } from "@/tests/support/pictures";

const folder = await mkdtemp(join(tmpdir(), "kefu-serve-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
// New pictures go to Postgres; older ones are on a disk.
process.env.MEDIA_PATH = folder;

let here: Channel;
let lin: Awaited<ReturnType<typeof mediaDesk>>;
let stranger: Awaited<ReturnType<typeof mediaDesk>>;

beforeAll(async () => {
	here = await makeChannel("serve-here");
	await makeChannel("serve-foreign");
	const [member, other] = [
		await makeAgent("林晓", { channelIds: ["serve-here"] }),
		await makeAgent("外人", { channelIds: ["serve-foreign"] }),
	];
	lin = await mediaDesk(member.agent.id);
	stranger = await mediaDesk(other.agent.id);
});

async function upload(width = 1200, height = 900): Promise<string> {
	const bytes = await plain({ width, height }).png().toBuffer();
	const response = await lin.post(toForm({ bytes, name: '"; x=.png', channelId: here.id }));
	return (await response.json()).id;
}

test("a picture comes with our own type and name, cannot run, load or be guessed to be something else", async () => {
	const id = await upload();
	const response = await lin.get(id);
	expect(response.status).toBe(200);
	expect(Object.fromEntries(response.headers)).toEqual({
		"cache-control": "private, max-age=31536000, immutable",
		"content-disposition": `inline; filename="picture-${id.slice(0, 8)}.png"`,
		"content-length": expect.stringMatching(/^\d+$/),
		"content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
		"content-type": "image/png",
		etag: `"${id}-original"`,
		vary: "Cookie",
		"x-content-type-options": "nosniff",
	});
	expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ width: 1200, height: 900 });
	const saved = await lin.get(id, "?download=1");
	expect(saved.headers.get("content-disposition")).toMatch(
		/^attachment; filename="picture-[0-9a-f]{8}\.png"$/,
	);
});

test("its small copy fits into a bubble", async () => {
	const response = await lin.get(await upload(), "?size=thumb");
	expect(response.headers.get("content-type")).toBe("image/webp");
	expect(response.headers.get("content-disposition")).toMatch(/\.webp"$/);
	expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ width: 480, height: 360 });
});

test("who has it already is told so, for each size apart", async () => {
	const id = await upload();
	const etag = (await lin.get(id)).headers.get("etag") ?? "";
	for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
		const response = await lin.get(id, "", { "if-none-match": known });
		expect([response.status, await response.text(), response.headers.get("etag")]).toEqual([304, "", etag]);
	}
	expect((await lin.get(id, "?size=thumb", { "if-none-match": etag })).status).toBe(200);
});

test("a picture of a channel that is not theirs is 404, like one that does not exist", async () => {
	const id = await upload();
	const etag = (await lin.get(id)).headers.get("etag") ?? "";
	const answers = [
		await stranger.get(id),
		await stranger.get(id, "?size=thumb"),
		await stranger.get(id, "", { "if-none-match": etag }),
		await stranger.retry(id),
		await lin.get(crypto.randomUUID()),
		await lin.get("../../etc/passwd"),
		await lin.get("1' OR true--"),
	];
	for (const response of answers) {
		expect([response.status, (await response.json()).error.code]).toEqual([404, "not_found"]);
	}
});

test("without a session it is 401, with a size that is none 400", async () => {
	const id = await upload();
	expect((await lin.get(id, "", { cookie: "" })).status).toBe(401);
	expect((await lin.get(id, "?size=huge")).status).toBe(400);
});

test("what is not here yet, or could not be had, is 409 and says why", async () => {
	const pending = await fromCustomer();
	const waiting = await lin.get(pending);
	expect([waiting.status, (await waiting.json()).error.details]).toEqual([
		409,
		{ status: "pending", failure: null },
	]);
	await rows({
		text: "UPDATE media SET status = 'failed', failure = 'expired' WHERE id = $1",
		values: [pending],
	});
	const failed = await lin.get(pending);
	expect((await failed.json()).error).toMatchObject({
		code: "conflict",
		details: { status: "failed", failure: "expired" },
	});
});

test("a failed picture is due again when a person asks, once; a good one stays as it is", async () => {
	const id = await fromCustomer();
	await rows({
		text: "UPDATE media SET status = 'failed', failure = 'expired', attempts = 5, next_attempt_at = now() + interval '1 day' WHERE id = $1",
		values: [id],
	});
	const states = async () =>
		rows({
			text: "SELECT status, failure, attempts, next_attempt_at <= now() + interval '1 second' AS due FROM media WHERE id = $1",
			values: [id],
		});
	const [first, second] = [await lin.retry(id), await lin.retry(id)];
	expect([await first.json(), await second.json()]).toEqual(Array(2).fill({ id, status: "pending" }));
	expect(await states()).toEqual([{ status: "pending", failure: null, attempts: 0, due: true }]);
	const good = await upload();
	expect(await (await lin.retry(good)).json()).toEqual({ id: good, status: "ready" });
	expect((await lin.get(good)).status).toBe(200);
});

test("a picture is found in the store it was put in, whatever new ones use", async () => {
	const id = await upload();
	const old = diskStore({ path: folder });
	for (const size of ["original", "thumb"] as const) {
		await old.put(mediaKey(id, size), await readBytes(id, "postgres", size), "image/png");
	}
	await rows({ text: "DELETE FROM media_blobs" });
	await rows({ text: "UPDATE media SET store = 'disk' WHERE id = $1", values: [id] });
	expect((await lin.get(id)).status).toBe(200);
	expect((await lin.get(id, "?size=thumb")).status).toBe(200);
	expect((await lin.get(await upload())).status).toBe(200);
});

test("a row whose bytes were lost is 404, not a fault of the server", async () => {
	const id = await upload();
	await rows({ text: "DELETE FROM media_blobs WHERE key = $1", values: [id] });
	expect((await lin.get(id)).status).toBe(404);
});

/** A picture that nobody has fetched. */
async function fromCustomer(): Promise<string> {
	const text = textFrom(`customer-${crypto.randomUUID()}`, "");
	if (text.kind !== "message") throw new Error("not a message");
	const media = { wechatMediaId: "m", sourceUrl: null };
	const inbound = { ...text, content: { type: "image" as const }, media };
	const { mediaId } = await receive(here.id, inbound, Buffer.from("raw"));
	if (mediaId === null) throw new Error("no picture came");
	return mediaId;
}
