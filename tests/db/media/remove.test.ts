import { beforeAll, expect, test } from "vitest";
import { receive } from "@/lib/conversations/receive";
import { getPrisma, rows, transaction } from "@/lib/db";
import { keepBytes } from "@/lib/media/keep";
import { removeMediaOf } from "@/lib/media/remove";
import { saveUpload } from "@/lib/media/upload";
import { type Channel, count, makeAgent, makeChannel, textFrom } from "@/tests/support/desk";
import { plain } from "@/tests/support/pictures";

let channel: Channel;
let agentId: string;
const bytes = await plain().png().toBuffer();

beforeAll(async () => {
	channel = await makeChannel("remove");
	agentId = (await makeAgent("林晓")).agent.id;
});

/** Somebody who has sent one picture, which is here. */
async function customerWithPicture(externalId: string) {
	const text = textFrom(externalId, "");
	if (text.kind !== "message") throw new Error("not a message");
	const media = { wechatMediaId: "m", sourceUrl: null };
	const inbound = { ...text, content: { type: "image" as const }, media };
	const { mediaId, conversation } = await receive(channel.id, inbound, Buffer.from("raw"));
	if (mediaId === null || conversation === null) throw new Error("no picture came");
	const store = await keepBytes(mediaId, { bytes, mime: "image/png", thumbnail: bytes });
	await rows({
		text: "UPDATE media SET status = 'ready', store = $2, mime = 'image/png', size_bytes = 1 WHERE id = $1",
		values: [mediaId, store],
	});
	return { conversationId: conversation.id, mediaId };
}

/** An agent's picture in these conversations. */
async function pictureIn(...conversationIds: string[]): Promise<string> {
	const { id } = await saveUpload({ channelId: channel.id, agentId, bytes, fileName: "x.png" });
	for (const conversationId of conversationIds) {
		await rows({
			text: "SELECT * FROM kefu_queue_message($1, 'agent', NULL, NULL, 'image', '{\"type\":\"image\"}', '', NULL, NULL, $2, true)",
			values: [conversationId, id],
		});
	}
	return id;
}

const idsLeft = async () =>
	(await getPrisma().media.findMany({ select: { id: true } })).map(({ id }) => id).sort();
const keysLeft = async () =>
	(await getPrisma().mediaBlob.findMany({ select: { key: true } })).map(({ key }) => key).sort();

test("all pictures of a customer go, theirs and those sent to them, bytes and rows; what others see stays", async () => {
	const gone = await customerWithPicture("gone");
	const stays = await customerWithPicture("stays");
	await pictureIn(gone.conversationId);
	const shared = await pictureIn(gone.conversationId, stays.conversationId);
	const cover = await pictureIn(gone.conversationId);
	await getPrisma().card.create({
		data: {
			channelId: channel.id,
			type: "miniprogrampage",
			name: "x",
			title: "x",
			pagepath: "x",
			mediaId: cover,
		},
	});
	expect(await removeMediaOf(gone.conversationId)).toBe(2);
	const left = [stays.mediaId, shared, cover];
	expect(await idsLeft()).toEqual(left.toSorted());
	expect(await keysLeft()).toEqual(left.flatMap((id) => [id, `${id}.thumb`]).toSorted());
	// The lines of the thread are not its business.
	expect(await count("messages", `conversation_id = '${gone.conversationId}'`)).toBe(4);
	expect(await removeMediaOf(gone.conversationId)).toBe(0);
});

test("one that was never fetched goes too", async () => {
	const { conversationId, mediaId } = await customerWithPicture("never");
	await rows({ text: "UPDATE media SET status = 'pending', store = NULL WHERE id = $1", values: [mediaId] });
	expect(await removeMediaOf(conversationId)).toBe(1);
	expect(await keysLeft()).not.toContain(mediaId);
});

test("within a transaction it goes with the rest of the customer, or stays with it", async () => {
	const { conversationId, mediaId } = await customerWithPicture("within");
	const undone = transaction(async (tx) => {
		await removeMediaOf(conversationId, tx);
		throw new Error("undone");
	});
	await expect(undone).rejects.toThrow("undone");
	expect(await idsLeft()).toContain(mediaId);
	await transaction((tx) => removeMediaOf(conversationId, tx));
	expect(await idsLeft()).not.toContain(mediaId);
});
