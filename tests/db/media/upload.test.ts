// Before all else: it prepares what Next looks for when its files load.

import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { getPrisma, rows } from "@/lib/db";
import { MEDIA_MAX_BYTES } from "@/lib/media/limits";
import { removeUnusedUploads } from "@/lib/media/remove";
import { count, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { mediaDesk, toForm } from "@/tests/support/media-desk";
import { noise, photo, plain, pngSaying, SVG } from "@/tests/support/pictures";

let conversationId: string;
let foreignConversationId: string;
let lin: Awaited<ReturnType<typeof mediaDesk>>;
const png = await plain().png().toBuffer();

beforeAll(async () => {
	const [here, foreign] = [await makeChannel("media-here"), await makeChannel("media-foreign")];
	conversationId = await writeFirst(here, "somebody");
	foreignConversationId = await writeFirst(foreign, "somebody");
	const { agent } = await makeAgent("林晓", { channelIds: [here.id] });
	lin = await mediaDesk(agent.id);
});

test.each([
	["a channel", () => ({ channelId: "media-here" })],
	["a conversation", () => ({ conversationId })],
])("a picture for %s is kept: 201, and its bytes are served", async (_name, place) => {
	const response = await lin.post(toForm({ bytes: png, name: "截图.png", ...place() }));
	expect(response.status).toBe(201);
	const media = await response.json();
	expect(media).toEqual({
		id: expect.stringMatching(/^[0-9a-f-]{36}$/),
		status: "ready",
		mime: "image/png",
		sizeBytes: expect.any(Number),
		width: 60,
		height: 40,
		name: "截图.png",
		failure: null,
	});
	const served = Buffer.from(await (await lin.get(media.id)).arrayBuffer());
	expect(served.length).toBe(media.sizeBytes);
	expect(await sharp(served).metadata()).toMatchObject({ format: "png", width: 60, height: 40 });
	const row = await getPrisma().media.findUniqueOrThrow({ where: { id: media.id } });
	expect(row).toMatchObject({ channelId: "media-here", origin: "agent", store: "postgres", status: "ready" });
});

test("over 2 MiB it is made smaller, and keeps no place and no camera", async () => {
	const large = await noise({ width: 2400, height: 1800 }).jpeg({ quality: 90 }).toBuffer();
	expect(large.length).toBeGreaterThan(2 * 1024 * 1024);
	const media = await (await lin.post(toForm({ bytes: large, conversationId }))).json();
	expect(media.mime).toBe("image/jpeg");
	expect(media.sizeBytes).toBeLessThanOrEqual(2 * 1024 * 1024);
	const taken = await (
		await lin.post(toForm({ bytes: await photo({ width: 90, height: 60 }), conversationId }))
	).json();
	expect(taken).toMatchObject({ width: 60, height: 90 });
	const served = Buffer.from(await (await lin.get(taken.id)).arrayBuffer());
	expect((await sharp(served).metadata()).exif).toBeUndefined();
});

test.each([
	["../../../etc/passwd.png", "passwd.png"],
	["..\\..\\x.png", "x.png"],
	["..", null],
	["a\u202eb\u0007.png", "ab.png"],
])("the name %j is only shown, as %j", async (name, shown) => {
	const media = await (await lin.post(toForm({ bytes: png, name, conversationId }))).json();
	expect(media.name).toBe(shown);
});

test("the content decides: a JPEG that is called and declared a PNG is kept as what it is", async () => {
	const bytes = await plain().jpeg().toBuffer();
	const media = await (
		await lin.post(toForm({ bytes, name: "x.png", type: "text/html", conversationId }))
	).json();
	expect(media.mime).toBe("image/jpeg");
	expect((await lin.get(media.id)).headers.get("content-type")).toBe("image/jpeg");
});

test.each([
	["a page called picture", Buffer.from("<html><script>1</script>"), "not_a_picture"],
	["an SVG", SVG, "not_a_picture"],
	["nothing", Buffer.alloc(0), "not_a_picture"],
	["a GIF that is a script", Buffer.from("GIF89a=1;alert(1)//".padEnd(300)), "unreadable"],
	["half a picture", png.subarray(0, png.length / 2), "unreadable"],
	["50,000 × 50,000 pixels", pngSaying({ width: 50_000, height: 50_000 }), "too_many_pixels"],
])("%s is refused with its reason, and nothing of it is kept", async (_name, bytes, reason) => {
	const before = await everything();
	const response = await lin.post(toForm({ bytes, conversationId }));
	expect(response.status).toBe(422);
	expect((await response.json()).error).toMatchObject({ code: "media_refused", details: { reason } });
	expect(await everything()).toEqual(before);
});

test("over 10 MiB is 413, whether the length is told or not, and nothing is kept", async () => {
	const before = await everything();
	const large = toForm({ bytes: Buffer.alloc(MEDIA_MAX_BYTES + 1, png), conversationId });
	const told = await lin.post(large);
	expect([told.status, (await told.json()).error.code]).toEqual([413, "too_large"]);

	let sent = 0;
	const endless = new ReadableStream({
		pull(controller) {
			sent += 64 * 1024;
			controller.enqueue(new Uint8Array(64 * 1024));
		},
	});
	const type = { "content-type": "multipart/form-data; boundary=x" };
	expect((await lin.post(endless, type)).status).toBe(413);
	// It was not read to its end, for it has none.
	expect(sent).toBeLessThan(MEDIA_MAX_BYTES + 1024 * 1024);
	expect(await everything()).toEqual(before);
});

test.each([
	["no form", "{}", { "content-type": "application/json" }],
	["a broken form", "nothing", { "content-type": "multipart/form-data; boundary=x" }],
	["a form without a boundary", "--x--", { "content-type": "multipart/form-data" }],
	["no body", undefined, {}],
])("%s is 400", async (_name, body, headers) => {
	const response = await lin.post(body, headers as Record<string, string>);
	expect([response.status, (await response.json()).error.code]).toEqual([400, "bad_request"]);
});

test("a form names a file and one place, else it is told what is wrong", async () => {
	const form = new FormData();
	form.set("file", "not a file");
	form.set("conversationId", "x'; --");
	expect(await fieldsOf(form)).toEqual(["conversationId", "file"]);
	expect(await fieldsOf(toForm({ bytes: png }))).toEqual(["channelId"]);
	expect(await fieldsOf(toForm({ bytes: png, channelId: "media-here", conversationId }))).toEqual([
		"channelId",
	]);
	expect(await fieldsOf(toForm({ bytes: png, channelId: "a\0b" }))).toEqual(["channelId"]);
});

test("into a channel or a conversation that is not theirs nobody uploads: 404, nothing kept", async () => {
	const before = await everything();
	for (const place of [
		{ channelId: "media-foreign" },
		{ channelId: "no-such-channel" },
		{ conversationId: foreignConversationId },
		{ conversationId: crypto.randomUUID() },
	]) {
		const response = await lin.post(toForm({ bytes: png, ...place }));
		expect([response.status, (await response.json()).error.code]).toEqual([404, "not_found"]);
	}
	expect(await everything()).toEqual(before);
});

test("nobody uploads without a session", async () => {
	const response = await lin.post(toForm({ bytes: png, conversationId }), { cookie: "" });
	expect(response.status).toBe(401);
});

test("when the bytes cannot be kept, neither is the row", async () => {
	await rows({ text: "ALTER TABLE media_blobs ADD CONSTRAINT full_disk CHECK (false) NOT VALID" });
	const before = await everything();
	expect((await lin.post(toForm({ bytes: png, conversationId }))).status).toBe(500);
	await rows({ text: "ALTER TABLE media_blobs DROP CONSTRAINT full_disk" });
	expect(await everything()).toEqual(before);
});

test("a picture that nobody sent is swept away after a day, with its bytes; a used one stays", async () => {
	const upload = async () =>
		(await (await lin.post(toForm({ bytes: png, conversationId }))).json()).id as string;
	const [fresh, old, half, sent, card] = [
		await upload(),
		await upload(),
		await upload(),
		await upload(),
		await upload(),
	];
	await rows({
		text: "UPDATE media SET created_at = now() - interval '25 hours' WHERE id <> $1",
		values: [fresh],
	});
	// Whoever took it died before its bytes were kept.
	await rows({ text: "UPDATE media SET status = 'pending', mime = NULL WHERE id = $1", values: [half] });
	await rows({
		text: "UPDATE messages SET media_id = $1 WHERE conversation_id = $2",
		values: [sent, conversationId],
	});
	await getPrisma().card.create({
		data: {
			channelId: "media-here",
			type: "miniprogrampage",
			name: "x",
			title: "x",
			pagepath: "x",
			mediaId: card,
		},
	});
	await removeUnusedUploads();
	const left = await rows<{ id: string }>({ text: "SELECT id FROM media" });
	expect(left.map(({ id }) => id).sort()).toEqual([fresh, sent, card].sort());
	expect(await count("media_blobs")).toBe(6);
	expect((await lin.get(old)).status).toBe(404);
	expect(await removeUnusedUploads()).toBe(0);
});

const everything = async () => ({ rows: await count("media"), blobs: await count("media_blobs") });

async function fieldsOf(form: FormData): Promise<string[]> {
	const response = await lin.post(form);
	expect(response.status).toBe(400);
	return Object.keys((await response.json()).error.fields).sort();
}
