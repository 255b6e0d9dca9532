import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { fetchDueMedia } from "@/lib/conversations/media-in";
import { receive } from "@/lib/conversations/receive";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { readBytes } from "@/lib/media/keep";
import { HOUR_MS } from "@/lib/time";
import { type PictureSample, samplePicture } from "@/simulator/picture-samples";
import { count, textFrom } from "@/tests/support/desk";
import { type MediaRow, openPictureDoor } from "@/tests/support/picture-door";
import { photo } from "@/tests/support/pictures";

const desk = await openPictureDoor("pictures-in");
const { wechat, channel, send, mediaOf } = desk;
const workers: Worker[] = [];

/** Whoever connects here was led astray. */
let strays = 0;
const trap = createServer((socket) => {
	strays += 1;
	socket.destroy();
});
await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
const trapPort = (trap.address() as AddressInfo).port;
afterAll(() => trap.close());

beforeEach(async () => {
	strays = 0;
	await desk.clear();
	await desk.flags({
		picUrlOverride: "",
		picUrlTtl: 259_200,
		cdnBehaviour: "normal",
		mediaErrorContentType: "application/json",
	});
});
afterEach(async () => {
	await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

const kept = async ({ id }: MediaRow) => Buffer.from(await readBytes(id, "postgres", "original"));
const became = (id: string, status: string) =>
	expect.poll(async () => (await mediaOf(id)).status, { interval: 20 }).toBe(status);

test("M1: a picture is here within a moment, byte for byte, and stays when WeChat's copies are gone", async () => {
	// No sweep comes in time: what it does is the wake-up's.
	workers.push(await startWorker({ sweepMs: HOUR_MS }));
	const cursor = await desk.cursor();
	const media = await send("image");
	await became(media.id, "ready");
	expect(await desk.since(cursor, media.conversation_id)).toEqual({
		conversations: [media.conversation_id],
		media: ["ready"],
	});
	await wechat.control("POST /clock", { advanceSeconds: 4 * 24 * 3600 });
	expect((await kept(media)).equals(samplePicture())).toBe(true);
	const message = await desk.messageOf(media);
	expect(message.media).toMatchObject({
		status: "ready",
		mime: "image/png",
		width: 320,
		height: 240,
		failure: null,
	});
	expect(message.media?.sizeBytes).toBe(samplePicture().length);
	// Nothing on a screen leads to WeChat's host.
	expect(JSON.stringify(message)).not.toContain("http");
});

test("the cover of a card is fetched like a picture", async () => {
	const media = await send("card", { title: "订单", pagepath: "pages/order" });
	await fetchDueMedia(media.id);
	expect((await desk.messageOf(media)).media).toMatchObject({ status: "ready", width: 320 });
	expect((await desk.messageOf(media)).type).toBe("miniprogrampage");
});

test("a photo is measured upright and kept as the customer sent it", async () => {
	const bytes = await photo({ width: 400, height: 300 });
	const media = await send("image", { base64: bytes.toString("base64") });
	await fetchDueMedia(media.id);
	expect((await kept(media)).equals(bytes)).toBe(true);
	expect((await desk.messageOf(media)).media).toMatchObject({ mime: "image/jpeg", width: 300, height: 400 });
});

test("when WeChat does not know the media id any more, the link is taken", async () => {
	const media = await send("image", { mediaGone: true });
	await fetchDueMedia(media.id);
	expect(await mediaOf(media.id)).toMatchObject({ status: "ready", attempts: 1 });
	expect((await kept(media)).equals(samplePicture())).toBe(true);
});

test.each(["application/json", "text/plain"])(
	"M2: WeChat's refusal with status 200 as %s is an error, never a picture",
	async (mediaErrorContentType) => {
		await desk.flags({ mediaErrorContentType, picUrlTtl: 0 });
		const before = await count("media_blobs");
		const media = await send("image", { mediaGone: true });
		await fetchDueMedia(media.id);
		expect(await mediaOf(media.id)).toMatchObject({
			status: "pending",
			failure: "expired",
			size_bytes: null,
		});
		expect(await count("media_blobs")).toBe(before);
	},
);

test.each([
	["errcode", { errcode: 48001 }, "refused"],
	["status", { status: 502 }, "unreachable"],
	["resetAfter", {}, "unreachable"],
	// A page instead of a picture: the link may still say better, and here it says "gone".
	["html", {}, "expired"],
])(
	"a call of WeChat that ends in %s %j leaves the picture to be tried again",
	async (kind, more, failure) => {
		await desk.flags({ picUrlTtl: 0 });
		await wechat.control("POST /faults", { target: "api", kind, path: "media/get", count: 1, ...more });
		const media = await send("image");
		await fetchDueMedia(media.id);
		const after = await mediaOf(media.id);
		// A page instead of a picture: the link may still say better, and here it says "gone".
		expect(after).toMatchObject({
			status: "pending",
			failure: failure === "not_a_picture" ? "expired" : failure,
		});
		await desk.makeDue(media.id);
		await fetchDueMedia(media.id);
		expect((await mediaOf(media.id)).status).toBe("ready");
	},
);

test.each([
	["http://127.0.0.1:5432/"],
	["http://169.254.169.254/latest/meta-data/"],
	["http://[::ffff:127.0.0.1]:5432/"],
	["file:///etc/passwd"],
	["https://example.com/a.png"],
])("M3: a link to %s is never fetched, and the message stays", async (picUrl) => {
	const before = await count("media_blobs");
	const media = await sendOnlyLink(picUrl);
	await fetchDueMedia(media.id);
	expect(await mediaOf(media.id)).toMatchObject({
		status: "failed",
		failure: "forbidden_address",
		attempts: 1,
	});
	expect((await desk.messageOf(media)).content).toEqual({ type: "image" });
	expect(await count("media_blobs")).toBe(before);
});

test("M3: neither a link nor a redirect opens a connection inside the house", async () => {
	await desk.flags({ picUrlOverride: `http://127.0.0.1:${trapPort}/cdn/x` });
	await fetchDueMedia((await send("image", { mediaGone: true })).id);
	await desk.flags({
		picUrlOverride: "",
		cdnBehaviour: "redirect",
		cdnRedirectTo: `http://127.0.0.1:${trapPort}/`,
	});
	const redirected = await send("image", { mediaGone: true });
	await fetchDueMedia(redirected.id);
	expect(await mediaOf(redirected.id)).toMatchObject({ status: "pending", failure: "expired" });
	expect(strays).toBe(0);
});

test("a link that sends without end is left", async () => {
	await desk.flags({ cdnBehaviour: "endless" });
	const media = await send("image", { mediaGone: true });
	await fetchDueMedia(media.id);
	expect((await mediaOf(media.id)).status).toBe("pending");
});

const BAD: [PictureSample, string][] = [
	["bomb", "too_many_pixels"],
	["truncated", "unreadable"],
	["large", "too_large"],
	["html", "not_a_picture"],
	["svg", "not_a_picture"],
	["polyglot", "unreadable"],
];
test.each(BAD)(
	"what is no good picture (%s) is refused at once with its reason, nothing is kept",
	async (sample, reason) => {
		const before = await count("media_blobs");
		const cursor = await desk.cursor();
		const media = await send("image", { sample });
		await fetchDueMedia(media.id);
		expect(await mediaOf(media.id)).toMatchObject({ status: "failed", failure: reason, attempts: 1 });
		expect(await count("media_blobs")).toBe(before);
		expect((await desk.since(cursor, media.conversation_id)).media).toEqual(["failed"]);
		expect((await desk.messageOf(media)).media).toMatchObject({ status: "failed", failure: reason });
	},
);

test("a dead token is replaced once, and the picture comes", async () => {
	await fetchDueMedia((await send("image")).id);
	await wechat.control(`POST /accounts/${channel.appId}/tokens/invalidate`);
	await wechat.control("DELETE /log");
	const media = await send("image");
	await fetchDueMedia(media.id);
	expect(await mediaOf(media.id)).toMatchObject({ status: "ready", attempts: 1 });
	expect(await wechat.calls("media/get")).toBe(2);
});

/** A picture for which WeChat names a link and no media id. */
async function sendOnlyLink(sourceUrl: string): Promise<MediaRow> {
	const text = textFrom(`link-${crypto.randomUUID()}`, "");
	if (text.kind !== "message") throw new Error("not a message");
	const inbound = { ...text, content: { type: "image" as const }, media: { wechatMediaId: null, sourceUrl } };
	const { mediaId } = await receive(channel.id, inbound, Buffer.from("raw"));
	if (mediaId === null) throw new Error("no picture came");
	return mediaOf(mediaId);
}
