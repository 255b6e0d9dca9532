/** Pictures of a channel as an upload leaves them, and what the simulated WeChat was sent. */
import { getPrisma } from "@/lib/db";
import { mediaKey, storeNamed } from "@/lib/media/store";
import { samplePicture } from "@/simulator/picture-samples";
import type { Json, Wechat } from "@/tests/support/simulator";

/** A picture with its bytes kept and not known to WeChat yet. Answers its id. */
export async function keepPicture(
	channelId: string,
	{ bytes = samplePicture(), mime = "image/png" } = {},
): Promise<string> {
	const shape = { mime, sizeBytes: bytes.length, width: 320, height: 240 };
	const { id } = await getPrisma().media.create({
		data: { channelId, origin: "agent", status: "ready", store: "postgres", ...shape },
		select: { id: true },
	});
	await storeNamed("postgres").put(mediaKey(id, "original"), bytes, mime);
	return id;
}

/** What we know of WeChat's copy. */
export const wechatCopy = (id: string) =>
	getPrisma().media.findUniqueOrThrow({
		where: { id },
		select: { wechatMediaId: true, wechatMediaAt: true },
	});

/** The messages WeChat was sent, oldest first, as they were on the wire; refused ones too. */
export async function sentBodies(wechat: Wechat): Promise<Json[]> {
	const { items } = await wechat.control("GET /log?kind=api&limit=500");
	return items
		.filter((item: Json) => item.request.url.includes("/custom/send"))
		.map((item: Json) => JSON.parse(item.request.body));
}
