import { beforeEach, expect, test } from "vitest";
import { createCard } from "@/lib/admin/cards";
import { renewCover } from "@/lib/channels/card-covers";
import { cardsQuerySchema, createCardSchema } from "@/lib/channels/card-schema";
import { listCards } from "@/lib/channels/cards";
import { getPrisma, rows } from "@/lib/db";
import { runTurn } from "@/lib/jobs/worker";
import { makeAgent } from "@/tests/support/desk";
import { keepPicture, wechatCopy } from "@/tests/support/kept-pictures";
import { openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("covers");
const { wechat, channel } = desk;
const admin = await makeAgent("王琳", { role: "admin" });

beforeEach(async () => {
	await desk.clear();
	await getPrisma().card.deleteMany();
});

const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

/** A card that was used and whose cover was uploaded so many hours ago. Answers its cover. */
async function cover({
	usedHours,
	uploadedHours,
}: {
	usedHours: number | null;
	uploadedHours: number | null;
}) {
	const mediaId = await keepPicture(channel.id);
	const content = { type: "miniprogrampage", title: "卡", pagepath: "pages/index", mediaId };
	const { id } = await createCard(
		admin,
		createCardSchema.parse({ channelId: channel.id, name: "卡", ...content }),
	);
	await getPrisma().card.update({
		where: { id },
		data: { usedAt: usedHours === null ? null : ago(usedHours) },
	});
	const copy = { wechatMediaId: "old", wechatMediaAt: ago(uploadedHours ?? 0) };
	if (uploadedHours !== null) await getPrisma().media.update({ where: { id: mediaId }, data: copy });
	return mediaId;
}
const uploads = () => wechat.calls("media/upload");
const faultAtUpload = (more: Record<string, unknown>) =>
	wechat.control("POST /faults", { target: "api", path: "media/upload", ...more });

test("a cover in use is uploaded again before its third day ends, once, by an ordinary turn of the worker", async () => {
	const mediaId = await cover({ usedHours: 24, uploadedHours: 61 });
	await runTurn(new Date());
	await runTurn(new Date());
	expect(await uploads()).toBe(1);
	const copy = await wechatCopy(mediaId);
	expect(copy.wechatMediaId).not.toBe("old");
	expect(copy.wechatMediaAt?.getTime()).toBeGreaterThan(ago(1).getTime());
});

test("the library says when WeChat's copy of a cover ends, and nothing where there is none", async () => {
	await cover({ usedHours: null, uploadedHours: null });
	const uploaded = await cover({ usedHours: 1, uploadedHours: 24 });
	const { items } = await listCards(null, cardsQuerySchema.parse({}));
	const copy = await wechatCopy(uploaded);
	const endsMs = (copy.wechatMediaAt?.getTime() ?? 0) + 3 * 24 * HOUR_MS;
	expect(items.map(({ coverEndsAt }) => coverEndsAt)).toEqual([new Date(endsMs).toISOString(), null]);
});

test.each([
	["is not two and a half days old", { usedHours: 1, uploadedHours: 59 }],
	["was never uploaded", { usedHours: 1, uploadedHours: null }],
	["nobody has sent for two weeks", { usedHours: 15 * 24, uploadedHours: 61 }],
	["was never sent", { usedHours: null, uploadedHours: 61 }],
])("a cover that %s is left alone", async (_name, ages) => {
	await cover(ages);
	expect(await renewCover()).toBe(false);
	expect(await uploads()).toBe(0);
});

test("the cover of a channel whose line is paused waits with it", async () => {
	await cover({ usedHours: 1, uploadedHours: 61 });
	await rows({ text: "UPDATE channels SET paused_until = now() + interval '1 minute'" });
	expect(await renewCover()).toBe(false);
});

test("a failure raises no alarm, harms no conversation, and leaves the channel's covers alone for an hour", async () => {
	const covers = [
		await cover({ usedHours: 1, uploadedHours: 61 }),
		await cover({ usedHours: 1, uploadedHours: 62 }),
	];
	await faultAtUpload({ kind: "errcode", errcode: 48001 });
	expect(await renewCover()).toBe(true);
	expect(await renewCover()).toBe(false);
	expect(await uploads()).toBe(1);
	expect(await getPrisma().channelAlarm.count()).toBe(0);
	await wechat.control("DELETE /faults");
	await rows({ text: "UPDATE media SET next_attempt_at = now()" });
	while (await renewCover());
	for (const mediaId of covers) expect((await wechatCopy(mediaId)).wechatMediaId).not.toBe("old");
});

test("eight workers at once renew each cover once", async () => {
	const covers = await Promise.all(
		[61, 62, 63].map((uploadedHours) => cover({ usedHours: 1, uploadedHours })),
	);
	await Promise.all(Array.from({ length: 8 }, renewCover));
	expect(await uploads()).toBe(covers.length);
});
