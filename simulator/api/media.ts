import { sniffPicture, storeMedia } from "../media";
import type { Account } from "../state";
import { type ApiReply, authorised, type Endpoint, refusal } from "./call";

/** `POST /cgi-bin/media/upload`, multipart with a part `media` that has a filename. */
export const uploadEndpoint: Endpoint = authorised({ post: true }, async (call, account) => {
	if (call.query.get("type") !== "image") return refusal(40004);
	const bytes = await partNamedMedia(call.body, call.headers["content-type"] ?? "");
	if (!bytes) return refusal(41005);
	if (bytes.length === 0) return refusal(44001);
	if (bytes.length > account.settings.maxImageBytes) return refusal(40009);
	const contentType = sniffPicture(bytes);
	if (!contentType) return refusal(40137);
	const media = storeMedia(call.world, account, bytes, contentType);
	return { json: { type: "image", media_id: media.id, created_at: Math.floor(media.createdAt / 1000) } };
});

/** `GET /cgi-bin/media/get` */
export const downloadEndpoint: Endpoint = authorised({ post: false }, ({ world, query }, account) => {
	const id = query.get("media_id");
	if (!id) return failed(account, 41006);
	const media = world.media.get(id);
	if (!media || media.appid !== account.appid || world.clock.now() >= media.expiresAt) {
		return failed(account, 40007);
	}
	const disposition = `attachment; filename="${id}.jpg"`;
	const headers = { "Content-Type": media.contentType, "Content-disposition": disposition };
	return { file: { bytes: media.bytes, headers } };
});

const failed = (account: Account, code: number): ApiReply => ({
	...refusal(code),
	headers: { "Content-Type": account.settings.mediaErrorContentType },
});

async function partNamedMedia(body: Buffer, contentType: string): Promise<Buffer | null> {
	if (!contentType.startsWith("multipart/form-data")) return null;
	try {
		const headers = { "content-type": contentType };
		const part = (await new Response(new Uint8Array(body), { headers }).formData()).get("media");
		return part instanceof File ? Buffer.from(await part.arrayBuffer()) : null;
	} catch {
		// A body that is no multipart holds no file.
		return null;
	}
}
