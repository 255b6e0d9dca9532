import { beforeEach, expect, test } from "vitest";
import { getAccount } from "@/lib/channels/accounts";
import { usableMediaId } from "@/lib/channels/wechat-media";
import { deliver } from "@/lib/conversations/deliver";
import { reply, retry } from "@/lib/conversations/reply";
import { getPrisma, rows } from "@/lib/db";
import { samplePicture } from "@/simulator/picture-samples";
import { runDeliverers } from "@/tests/support/deliverers";
import { grantOf, makeChannel, outbox, registerAccount } from "@/tests/support/desk";
import { keepPicture, sentBodies, wechatCopy } from "@/tests/support/kept-pictures";
import { makeDue, openOutbox } from "@/tests/support/outbox";
import { noise, plain } from "@/tests/support/pictures";

const desk = await openOutbox("pictures");
const { wechat, channel, agent, conversationWith } = desk;
const DAY_S = 24 * 3600;

beforeEach(desk.clear);

/** A conversation in which this picture is queued. */
async function showing(user: string, mediaId: string): Promise<string> {
	const conversationId = await conversationWith(user, []);
	await show(conversationId, mediaId);
	return conversationId;
}
const show = (conversationId: string, mediaId: string) =>
	reply(agent, conversationId, { clientKey: crypto.randomUUID(), type: "image", mediaId });

const uploads = () => wechat.calls("media/upload");
const sends = () => wechat.calls("custom/send");
const faultAtUpload = (kind: string, more: Record<string, unknown> = {}) =>
	wechat.control("POST /faults", { target: "api", kind, path: "media/upload", ...more });
/** WeChat's copy was made so long ago. */
const makeOlder = (mediaId: string, hours: number) =>
	rows({
		text: "UPDATE media SET wechat_media_at = wechat_media_at - make_interval(hours => $2) WHERE id = $1",
		values: [mediaId, hours],
	});

test("a picture arrives byte for byte, sent with nothing but its media id", async () => {
	const conversationId = await showing("bytes", await keepPicture(channel.id));
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted"]);
	const [body] = await sentBodies(wechat);
	expect(body).toEqual({
		touser: await desk.openidOf("bytes"),
		msgtype: "image",
		image: { media_id: expect.any(String) },
	});
	const stored = await fetch(`${wechat.simulator.url}/_sim/media/${body.image.media_id}`);
	expect(Buffer.from(await stored.arrayBuffer()).equals(samplePicture())).toBe(true);
});

test("a picture goes up before its message, and texts around it keep their places", async () => {
	const mediaId = await keepPicture(channel.id);
	const conversationId = await conversationWith("order", ["1"]);
	await show(conversationId, mediaId);
	await desk.say(conversationId, "2");
	await deliver(conversationId);
	const types = (await sentBodies(wechat)).map(({ msgtype, text }) => text?.content ?? msgtype);
	expect(types).toEqual(["1", "image", "2"]);
});

test("the same picture is uploaded once, again only from two and a half days on", async () => {
	const mediaId = await keepPicture(channel.id);
	await deliver(await showing("once-a", mediaId));
	await makeOlder(mediaId, 59);
	await deliver(await showing("once-b", mediaId));
	expect(await uploads()).toBe(1);
	await makeOlder(mediaId, 2);
	await deliver(await showing("once-c", mediaId));
	expect(await uploads()).toBe(2);
	expect(await sends()).toBe(3);
});

test("four days later, WeChat's copy and token gone, the picture is uploaded again and delivered", async () => {
	const mediaId = await keepPicture(channel.id);
	await deliver(await showing("s8-before", mediaId));
	const before = await wechatCopy(mediaId);
	await wechat.control("POST /clock", { advanceSeconds: 4 * DAY_S });
	const conversationId = await showing("s8-after", mediaId);
	await deliver(conversationId);
	await wechat.control("POST /clock", { reset: true });
	expect(await outbox(conversationId)).toEqual(["accepted"]);
	expect((await wechatCopy(mediaId)).wechatMediaId).not.toBe(before.wechatMediaId);
	const { items } = await wechat.control(`GET /chat/${channel.appId}/s8-after/transcript`);
	expect(items.filter(({ from }: { from: string }) => from === "api")).toHaveLength(1);
});

test.each([40004, 40007, 46001])("%i: uploaded again once, sent again once, delivered", async (errcode) => {
	const mediaId = await keepPicture(channel.id);
	await desk.fault("errcode", { errcode, count: 1 });
	const conversationId = await showing(`lost${errcode}`, mediaId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted"]);
	expect([await uploads(), await sends()]).toEqual([2, 2]);
	const [first, second] = await sentBodies(wechat);
	expect(first.image.media_id).not.toBe(second.image.media_id);
});

test("40007 for ever fails after one more try, with its code, and gives the reply back", async () => {
	await desk.fault("errcode", { errcode: 40007 });
	const conversationId = await showing("lostforever", await keepPicture(channel.id));
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect([await uploads(), await sends()]).toEqual([2, 2]);
	expect(await grantOf(conversationId)).toMatchObject({ spent: 0, reserved: 0 });
	expect(await desk.failureOf(conversationId)).toMatchObject({ errcode: 40007, retryable: true });
});

test("a failed picture can be tried again by a person", async () => {
	await desk.fault("errcode", { errcode: 40007, count: 2 });
	const conversationId = await showing("again", await keepPicture(channel.id));
	await deliver(conversationId);
	const [failed] = await rows<{ id: string }>({
		text: "SELECT id::text FROM messages WHERE conversation_id = $1 AND status = 'failed'",
		values: [conversationId],
	});
	await retry(agent, conversationId, failed?.id ?? "");
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed", "accepted"]);
});

test.each([
	["resetAfter", {}],
	["resetBefore", {}],
	["html", {}],
	["status", { status: 502 }],
	["errcode", { errcode: -1 }],
])("an upload that ends with %s was not sent: it is tried again, never unknown", async (kind, more) => {
	await faultAtUpload(kind, { ...more, count: 1 });
	const conversationId = await showing(`upload-${kind}`, await keepPicture(channel.id));
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["queued"]);
	expect(await sends()).toBe(0);
	await makeDue(conversationId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted"]);
	expect(await sends()).toBe(1);
});

test("an upload that WeChat refuses fails with WeChat's code, nothing is sent, the line goes on", async () => {
	await faultAtUpload("errcode", { errcode: 40009, count: 1 });
	const conversationId = await showing("refused", await keepPicture(channel.id));
	await desk.say(conversationId, "after it");
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed", "accepted"]);
	expect(await desk.failureOf(conversationId)).toMatchObject({ errcode: 40009 });
	expect(await sends()).toBe(1);
});

test("a token that dies before the upload is refreshed once, and the picture arrives", async () => {
	await deliver(await conversationWith("token-a", ["1"]));
	await wechat.control(`POST /accounts/${channel.appId}/tokens/invalidate`, {});
	const conversationId = await showing("token-b", await keepPicture(channel.id));
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["accepted"]);
});

test("a picture whose bytes are gone fails without a call, and is never called unknown", async () => {
	const mediaId = await keepPicture(channel.id);
	await getPrisma().mediaBlob.deleteMany({ where: { key: mediaId } });
	const conversationId = await showing("gone", mediaId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect([await uploads(), await sends()]).toEqual([0, 0]);
});

test("a picture of another channel is refused before anything is queued, and is never uploaded", async () => {
	const other = await makeChannel("pictures-other");
	await registerAccount(wechat, other, "http://127.0.0.1:9/");
	const foreign = await keepPicture(other.id);
	const conversationId = await conversationWith("foreign", []);
	await expect(show(conversationId, foreign)).rejects.toMatchObject({ code: "media_unusable", status: 422 });
	expect(await outbox(conversationId)).toEqual([]);
	await expect(usableMediaId(await getAccount(channel.id), foreign)).rejects.toMatchObject({
		code: "media_unusable",
	});
	expect(await uploads()).toBe(0);
});

test("many replies at once with one picture, in this process and in two others, upload it once", async () => {
	const mediaId = await keepPicture(channel.id);
	const users = Array.from({ length: 12 }, (_, n) => `rush${n}`);
	const conversationIds = await Promise.all(users.map((user) => showing(user, mediaId)));
	// Long enough that every process comes while the first upload is still under way.
	await faultAtUpload("delay", { delayMs: 5000 });
	const [here, there] = [
		conversationIds.slice(0, 4),
		[conversationIds.slice(4, 8), conversationIds.slice(8)],
	];
	const others = there.map((ids) => runDeliverers(1, ids));
	await Promise.all([...others, ...here.map((id) => deliver(id))]);
	const ended = await Promise.all(conversationIds.map((id) => outbox(id)));
	expect(ended).toEqual(conversationIds.map(() => ["accepted"]));
	expect([await uploads(), await sends()]).toEqual([1, 12]);
});

test("a customer's own picture is sent on from our copy, not under the id that it came with", async () => {
	const mediaId = await keepPicture(channel.id);
	await rows({
		text: `UPDATE media SET origin = 'customer', wechat_media_id = 'came-with-the-push', wechat_media_at = created_at
			WHERE id = $1`,
		values: [mediaId],
	});
	for (const user of ["taker-a", "taker-b"]) await deliver(await showing(user, mediaId));
	const ids = (await sentBodies(wechat)).map(({ image }) => image.media_id);
	expect(ids).toEqual([(await wechatCopy(mediaId)).wechatMediaId, ids[0]]);
	expect(ids).not.toContain("came-with-the-push");
	expect(await uploads()).toBe(1);
});

test.each([
	["a WebP", "image/webp", () => plain().webp().toBuffer()],
	["one of more than 2 MiB", "image/png", () => noise({ width: 1200, height: 900 }).png().toBuffer()],
])(
	"a customer's picture that WeChat would not take as it is, %s, is made fit and arrives",
	async (name, mime, make) => {
		const mediaId = await keepPicture(channel.id, { bytes: await make(), mime });
		const conversationId = await showing(`fit ${name}`, mediaId);
		await wechat.control(`POST /accounts/${channel.appId}/flags`, { maxImageBytes: 2 * 1024 * 1024 });
		await deliver(conversationId);
		expect(await outbox(conversationId)).toEqual(["accepted"]);
	},
);

test("what cannot be made into a picture that WeChat takes fails without a call", async () => {
	const mediaId = await keepPicture(channel.id, { bytes: Buffer.from("no picture"), mime: "image/webp" });
	const conversationId = await showing("unfit", mediaId);
	await deliver(conversationId);
	expect(await outbox(conversationId)).toEqual(["failed"]);
	expect([await uploads(), await sends()]).toEqual([0, 0]);
});
